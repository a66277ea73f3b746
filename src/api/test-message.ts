import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import type { Masker } from '../core/mask-about.ts'
import { Problem } from '../core/problem.ts'
import { readIntegrationForm } from '../engine/integration-form.ts'
import { type TestResult, testIntegration } from '../engine/try-out.ts'
import type { House } from './house.ts'
import type { SayReason } from './reasons.ts'

/** Sends a test message through settings that are not saved, or through kept ones with changes. */
export async function testUnsaved(body: unknown, house: House): Promise<TestResult> {
  if (!isJsonObject(body)) throw new Problem('request-invalid', 'The body must be an object')
  const { parameters, id, ...form } = body
  const kept = typeof id === 'string' ? house.engine.integrations.get(id) : null
  const draft = readIntegrationForm({ name: 'Test', ...form }, house, kept)
  return testIntegration(
    { ...draft, ...(kept ? { id: kept.id } : {}) },
    isJsonObject(parameters) ? parameters : null,
    house.engine.tryOut,
  )
}

/** The parameters to test with, when the body brings any. */
export function parametersIn(body: unknown): JsonObject | null {
  return isJsonObject(body) && isJsonObject(body['parameters']) ? body['parameters'] : null
}

/** The test's result in the API's form. `mask` is for what was sent and what came back, `say` for how it went. */
export function showTest(
  result: TestResult,
  { mask, say }: { readonly mask: Masker; readonly say: SayReason },
): JsonObject {
  const { durationMs, emptyVariables, steps, outcome, status, timing, message, ...said } = result
  return {
    outcome,
    status,
    ...Object.fromEntries(Object.entries(said).map(([name, value]) => [name, mask(value as unknown as Json)])),
    message: say(mask(message)),
    duration_ms: durationMs,
    empty_variables: emptyVariables,
    timing: timing && {
      dns_ms: timing.dnsMs,
      connect_ms: timing.connectMs,
      tls_ms: timing.tlsMs,
      wait_ms: timing.waitMs,
      total_ms: timing.totalMs,
    },
    ...(steps.length > 0 && {
      steps: steps.map(({ durationMs: tookMs, message: fault, ...step }) => ({
        ...step,
        message: say(mask(fault)),
        duration_ms: tookMs,
      })),
    }),
  }
}
