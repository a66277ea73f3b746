import type { Catalogue } from '../core/catalogue.ts'
import type { SteadyClock } from '../core/clock.ts'
import type { Company } from '../core/company.ts'
import type { Apart } from '../core/demo.ts'
import type { Dial } from '../core/dial.ts'
import type { SourceEvent } from '../core/event.ts'
import type { Http } from '../core/http.ts'
import type { FileTools } from '../core/integration.ts'
import type { Log } from '../core/log.ts'
import type { Sealing } from '../core/sealing.ts'
import type { Directory } from '../core/sec.ts'
import type { AttemptRecord, DueDelivery } from '../core/store/delivery-store.ts'
import type { Store } from '../core/store.ts'
import { type Accepted, type AcceptTools, acceptEvents } from './accept.ts'
import { Bindings } from './bindings.ts'
import { DigestWindows } from './digest-windows.ts'
import { Dispatcher } from './dispatcher.ts'
import { Health } from './health.ts'
import { HeavyTemplates } from './heavy-templates.ts'
import { Integrations } from './integrations.ts'
import { LastTests } from './last-tests.ts'
import type { RehearsalTools } from './rehearse.ts'
import { RetryJobs } from './retry-jobs.ts'
import type { SendTools } from './sending.ts'
import { WatchedClock } from './step-watch.ts'
import { Throttle } from './throttle.ts'
import { refillThrottle } from './throttle-refill.ts'
import type { TryOutTools } from './try-out.ts'

/** Everything the engine works with; `start.ts` hands it in. */
export interface EngineTools {
  readonly catalogue: Catalogue
  readonly store: Store
  readonly clock: SteadyClock
  readonly log: Log
  readonly http: Http
  readonly dial: Dial
  readonly files: FileTools
  readonly sealing: Sealing
  readonly directory: Directory
  readonly company: Company
  readonly eventUrl: (eventNo: number) => string
  readonly random: () => number
  readonly apart: Apart
  readonly onEvents: AcceptTools['onEvents']
  readonly onChange: (delivery: DueDelivery, record: AttemptRecord) => void
}

/** The machine: accept → plan → claim → attempt → record → wait. */
export interface Engine {
  readonly bindings: Bindings
  readonly integrations: Integrations
  readonly dispatcher: Dispatcher
  readonly health: Health
  readonly lastTests: LastTests
  readonly retryJobs: RetryJobs
  readonly tryOut: TryOutTools
  /** For a look at a message that cannot be sent. */
  readonly rehearsal: RehearsalTools
  /** Durable when it resolves. `trail`: ids of the bindings whose actions caused these events. */
  readonly accept: (events: readonly SourceEvent[], trail?: readonly string[]) => Promise<Accepted[]>
  /** Begins sending what is due. */
  readonly start: () => Promise<void>
  /** Ends what is in flight, at the latest after `graceMs`; every outcome is on disk afterwards. */
  readonly stop: (graceMs: number) => Promise<void>
}

/** Reads what people set up and makes the machine ready; nothing is sent before `start`. */
export async function openEngine(tools: EngineTools): Promise<Engine> {
  const { store, catalogue, sealing, log } = tools
  const integrations = await Integrations.open({ records: store, catalogue, clock: tools.clock, sealing })
  const bindings = await Bindings.open({ records: store, catalogue, clock: tools.clock })
  const health = new Health()
  const lastTests = await LastTests.open({ records: store })
  const throttle = new Throttle()
  const windows = new DigestWindows()
  // The dispatcher is there before anybody asks this clock for the time.
  const clock = new WatchedClock(tools.clock, (step) => {
    throttle.shift(step.by)
    windows.shift(step.by)
    dispatcher.step(step)
  })
  const heavy = new HeavyTemplates()
  const sendTools: SendTools = {
    ...tools,
    heavy,
    clock,
    secretsOf: (integration) => integrations.secretsOf(integration),
    rememberSetting: (id, name, value) => {
      integrations
        .rememberSetting(id, name, value)
        .catch((error) => log.error({ err: error, integration: id }, 'a setting could not be kept'))
    },
  }
  const dispatcher = new Dispatcher({ ...tools, ...sendTools, bindings, integrations, health })
  const retryJobs = await RetryJobs.open({ store, clock, log, bindings, dispatcher })
  const acceptTools: AcceptTools = {
    ...tools,
    clock,
    bindings,
    throttle,
    windows,
    onDeliveries: (deliveries) => dispatcher.offer(deliveries),
  }
  return {
    bindings,
    integrations,
    dispatcher,
    health,
    lastTests,
    retryJobs,
    rehearsal: rehearsalTools(sendTools, integrations),
    tryOut: { ...sendTools, store, integrations, clock, log },
    accept: (events, trail = []) => acceptEvents(events, acceptTools, trail),
    async start() {
      await refillThrottle(throttle, { bindings, store, clock })
      await dispatcher.start()
      retryJobs.start()
    },
    async stop(graceMs) {
      await retryJobs.close()
      await dispatcher.stop(graceMs)
      await heavy.close()
    },
  }
}

/** Named one by one, so that no way out is among them. */
function rehearsalTools(
  { catalogue, directory, company, heavy, eventUrl, clock, secretsOf, files }: SendTools,
  integrations: Integrations,
): RehearsalTools {
  const { read: readFile } = files
  return {
    catalogue,
    directory,
    company,
    heavy,
    eventUrl,
    clock,
    secretsOf,
    readFile,
    integrations,
  }
}
