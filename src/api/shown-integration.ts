import type { Integration } from '../core/integration.ts'
import type { JsonObject } from '../core/json.ts'
import { showIntegration } from '../engine/integration-form.ts'
import type { House } from './house.ts'
import type { SayReason } from './reasons.ts'

/** An integration in the form of the API, its secrets hidden, as it is changed and noted. */
export function showWithoutSecrets(integration: Integration, { catalogue, sealing }: House): JsonObject {
  return showIntegration(integration, catalogue.integrations.get(integration.kind), sealing)
}

/** The same with what uses it, its last test and its health. */
export function showWithHealth(integration: Integration, say: SayReason, house: House): JsonObject {
  const { health, dispatcher, bindings, lastTests } = house.engine
  const tested = lastTests.of(integration.id)
  const note = health.of(integration.id)
  const lane = dispatcher.laneState(integration.id)
  const { paused } = integration
  const state = paused
    ? 'paused'
    : !integration.enabled
      ? 'off'
      : note.failuresInRow > 0
        ? 'failing'
        : note.delivered > 0
          ? 'ok'
          : 'unknown'
  return {
    ...showWithoutSecrets(integration, house),
    used_by: bindings.usersOf(integration.id).length,
    last_test: tested && { at: iso(tested.at), outcome: tested.outcome },
    health: {
      state,
      paused: paused !== null,
      paused_since: iso(paused?.since),
      paused_by: paused?.by ?? null,
      reason: say(paused?.reason ?? (note.failuresInRow > 0 ? note.lastFailure : null)),
      delivered: note.delivered,
      failed: note.failed,
      failures_in_row: note.failuresInRow,
      last_success_at: iso(note.lastSuccessAt),
      last_failure_at: iso(note.lastFailureAt),
      in_flight: lane.inFlight,
      waits_until: iso(lane.waitsUntil),
    },
  }
}

function iso(time: number | null | undefined): string | null {
  return time === null || time === undefined ? null : new Date(time).toISOString()
}
