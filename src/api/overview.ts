import type { JsonObject } from '../core/json.ts'
import type { OutcomeKind } from '../core/outcome.ts'
import { Problem } from '../core/problem.ts'
import { outcomeFrom } from '../journal/attention.ts'
import { bindingActivity } from '../journal/binding-activity.ts'
import { showOverview } from '../journal/overview.ts'
import { periodUntil, readPeriod } from '../journal/period.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { overviewDescriptions } from './openapi/overview.ts'
import { type Asked, done, type Route } from './route.ts'

// A test of a binding leaves a row, too, and changes nothing.
const bindingChanges = ['create', 'update', 'restore', 'import'].map((what) => `binding.${what}`)

/** What the first page shows: figures, what needs attention, how the machine is. */
export function overviewRoutes(house: House): Route[] {
  const { clock, attention } = house
  return [
    {
      method: 'GET',
      path: '/overview',
      right: 'journal:read',
      summary:
        'Tells how a period went beside the one before it: counts, latency, worst integrations, busiest bindings',
      ...overviewDescriptions.figures,
      handle: async ({ query }) => {
        const period = periodUntil(clock.now(), readPeriod(query['period']), house.timeZone)
        return { body: await showOverview(period, house) }
      },
    },
    {
      method: 'GET',
      path: '/overview/attention',
      right: 'journal:read',
      summary: 'Lists what went wrong in the last seven days, by integration and class of failure',
      ...overviewDescriptions.attention,
      handle: async () => ({ body: { items: await attention.groups(), next_cursor: null } }),
    },
    {
      method: 'PUT',
      path: '/overview/attention/:integration_id/:outcome/acknowledgement',
      right: 'journal:retry',
      summary: 'Notes that somebody knows of a group: it stays away until something new goes wrong in it',
      ...overviewDescriptions.acknowledge,
      body: 'json',
      handle: async (asked) => {
        const { integrationId, outcome } = groupOf(asked)
        await attention.acknowledge(integrationId, outcome, asked.caller.name)
        await noteChange(asked, { action: 'failures.acknowledge', object: `${integrationId}:${outcome}` }, house)
        return done
      },
    },
    {
      method: 'DELETE',
      path: '/overview/attention/:integration_id/:outcome/acknowledgement',
      right: 'journal:retry',
      summary: 'Takes the note back: the group needs attention again',
      ...overviewDescriptions.takeBack,
      handle: async (asked) => {
        const { integrationId, outcome } = groupOf(asked)
        await attention.takeBack(integrationId, outcome)
        await noteChange(asked, { action: 'failures.take_back', object: `${integrationId}:${outcome}` }, house)
        return done
      },
    },
    {
      method: 'GET',
      path: '/overview/health',
      right: 'journal:read',
      summary: 'Tells what waits to be sent, how much room there is, and when each source was heard last',
      ...overviewDescriptions.health,
      handle: async () => ({ body: await health(house) }),
    },
    {
      method: 'GET',
      path: '/bindings/activity',
      right: 'bindings:read',
      summary: 'Tells how often each binding fired in the last 24 hours, and when last',
      ...overviewDescriptions.activity,
      handle: async () => {
        const bindings = house.engine.bindings.list()
        return { body: await bindingActivity(bindings, clock.now(), { ...house, changers: await changers(house) }) }
      },
    },
  ]
}

/** Who changed each binding last, by its id. */
async function changers({ audit }: House): Promise<ReadonlyMap<string, string>> {
  const rows = await audit.newest('object', { prefix: 'bindings:', actions: bindingChanges })
  return new Map(rows.map(({ object, who }) => [object.slice('bindings:'.length), who.name]))
}

function groupOf({ params }: Asked): { integrationId: string; outcome: OutcomeKind } {
  const outcome = outcomeFrom(params['outcome']!)
  if (outcome === null) throw new Problem('not-found', `There is no class of failure “${params['outcome']}”`)
  return { integrationId: params['integration_id']!, outcome }
}

async function health({ store, engine, sources, clock, version }: House): Promise<JsonObject> {
  const [lanes, space, latest] = await Promise.all([store.lanes(), store.space(), store.latestEvents()])
  const now = clock.now()
  const isHeld = (id: string) => {
    const integration = engine.integrations.get(id)
    return !integration?.enabled || integration.paused !== null
  }
  const sending = lanes.filter(({ integrationId }) => !isHeld(integrationId))
  const dueSince = Math.min(now, ...sending.map(({ nextDueAt }) => nextDueAt))
  const heard = Map.groupBy(latest, ({ source }) => source)
  return {
    version,
    started_at: new Date(Math.round(performance.timeOrigin)).toISOString(),
    backlog: {
      open: lanes.reduce((sum, { open }) => sum + open, 0),
      held: lanes.filter(({ integrationId }) => isHeld(integrationId)).reduce((sum, { open }) => sum + open, 0),
      oldest_due_ms: now - dueSince,
    },
    store: { bytes: space.bytes, free_bytes: space.freeBytes },
    sources: [...heard]
      .map(([source, some]) => ({ source, at: Math.max(...some.map(({ receivedAt }) => receivedAt)) }))
      .sort((one, other) => other.at - one.at)
      .map(({ source, at }) => ({ source, last_event_at: new Date(at).toISOString() })),
    silent_sources: sources
      .list()
      .filter(({ id, enabled }) => enabled && !sources.healthOf(id).connected)
      .map(({ id, name }) => ({ id, name, message: sources.healthOf(id).message })),
  }
}
