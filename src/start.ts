import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openAudit } from './access/audit.ts'
import { adminKeyWarnings, type Keys, type NewKey, openKeys } from './access/keys.ts'
import { People } from './access/people.ts'
import { openSeal } from './access/seal.ts'
import { closeServer } from './api/close-server.ts'
import type { House } from './api/house.ts'
import { forgetOldAnswers } from './api/idempotency.ts'
import { IntakeLog } from './api/intake-log.ts'
import { ServerMetrics } from './api/metrics.ts'
import { openServer } from './api/server.ts'
import { readCatalogue, readStores } from './catalogue.ts'
import { CompanyRecord } from './center/company-record.ts'
import { Files } from './center/files.ts'
import { openFolderShelf } from './center/folder-shelf.ts'
import { Users } from './center/users.ts'
import { type Config, shownSettings } from './config.ts'
import { consoleFolder as builtConsole } from './console-build.ts'
import type { SteadyClock } from './core/clock.ts'
import type { Log } from './core/log.ts'
import type { Store } from './core/store.ts'
import { DemoCenter } from './demo-center.ts'
import { openEngine } from './engine/engine.ts'
import { Sources } from './engine/sources.ts'
import { Attention } from './journal/attention.ts'
import { Figures } from './journal/figures.ts'
import { Journal } from './journal/journal.ts'
import type { Names } from './journal/names.ts'
import { Retention } from './journal/retention.ts'
import { SavedViews } from './journal/saved-views.ts'
import { showDelivery } from './journal/show.ts'
import { Tail } from './journal/tail.ts'
import { changedDelivery, plannedDelivery } from './journal/tail-rows.ts'
import { openLog } from './log.ts'
import { openOutbound } from './outbound/outbound.ts'
import { realClock } from './real-clock.ts'

/** How long a stop waits for messages in flight. */
const graceMs = 8000
/** How long a stop waits for requests under way. */
const requestGraceMs = 5000
/** Until somebody gives the company its name. */
const companyName = 'Hookswitch'

/** A running server. */
export interface Running {
  readonly house: House
  /** `http://host:port` as it really listens. */
  readonly url: string
  /** The first admin key, when this start made it; shown once. */
  readonly firstKey: NewKey | null
  readonly warnings: readonly string[]
  /** Finishes what is in flight and closes everything. Safe to call twice. */
  readonly stop: () => Promise<void>
}

export interface StartOptions {
  readonly config: Config
  readonly clock?: SteadyClock
  readonly log?: Log
  readonly random?: () => number
  /** True: everything is joined together, and nothing is listened to, sent or swept. For commands that work on the store. */
  readonly idle?: boolean
  /** Another folder than the built console's: for tests. */
  readonly consoleFolder?: string
}

/** The version of this package. */
export const version: string = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }
).version

/** Joins everything together and starts to listen. The only place that knows who works with whom. */
export async function start({
  config,
  clock = realClock,
  log = openLog(),
  random = Math.random,
  idle = false,
  consoleFolder = builtConsole,
}: StartOptions): Promise<Running> {
  const catalogue = await readCatalogue(config.kindsFolder)
  const store = await openStore(config.store)
  try {
    return await startOn(store, { config, clock, log, random, idle, consoleFolder, catalogue })
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Opens the store that an address names. Rejects with a sentence for people. */
export async function openStore(address: string): Promise<Store> {
  const stores = await readStores()
  const kind = stores.find(({ canOpen }) => canOpen(address))
  if (!kind) {
    const scheme = address.split(':')[0]
    throw new Error(
      `HOOKSWITCH_STORE: there is no store for “${scheme}:”; there is ${stores.map((one) => one.kind).join(', ')}`,
    )
  }
  return kind.open(address)
}

type Parts = Required<StartOptions> & { readonly catalogue: House['catalogue'] }

async function startOn(
  store: Store,
  { config, clock, log, random, idle, consoleFolder, catalogue }: Parts,
): Promise<Running> {
  const sealing = await openSeal({ file: config.secretKeyFile, records: store })
  const keys = await openKeys({ records: store, clock, adminKey: config.adminKey })
  const people = await People.open({ records: store, clock })
  const audit = await openAudit({ records: store, clock })
  const company = await CompanyRecord.open({
    records: store,
    otherwise: { name: companyName, timeZone: config.timeZone, language: config.language },
  })
  const users = await Users.open({ records: store, clock })
  const files = await Files.open({ records: store, clock, shelf: await openFolderShelf(config.filesFolder) })
  const outbound = openOutbound({ allowNets: config.allowNets })
  const tail = new Tail(randomUUID().slice(0, 8))
  const metrics = new ServerMetrics(version)
  const figures = new Figures({ store, clock })
  const kindOf = (integrationId: string) => engine.integrations.nameOf(integrationId)?.kind ?? null
  const engine = await openEngine({
    catalogue,
    store,
    clock,
    log,
    random,
    http: outbound.http,
    dial: outbound.dial,
    files: { read: files.read, folders: config.fileFolders },
    sealing,
    directory: users,
    company,
    eventUrl: (eventNo) => `${config.publicUrl}/events/${eventNo}`,
    apart: { mayMeet: (source, bindingId) => demo.mayMeet(source, bindingId) },
    onEvents: (events, deliveries) => {
      metrics.noteEvents(events, deliveries, kindOf)
      const byEvent = Map.groupBy(deliveries, ({ event }) => event.no)
      for (const event of events) {
        const deliveries_count = byEvent.get(event.no)?.length ?? 0
        const about = { event, delivery: null, trigger: null, isAnswered: deliveries_count > 0 }
        tail.tell({ kind: 'event', about, show: (view) => ({ ...view.event(event), deliveries_count }) })
      }
      for (const planned of deliveries) {
        const delivery = plannedDelivery(planned)
        const about = { event: planned.event, delivery, trigger: null, isAnswered: true }
        tail.tell({ kind: 'delivery', about, show: () => showDelivery(delivery, names) })
      }
    },
    onChange: (delivery, record) => {
      figures.noteChange(delivery.createdAt)
      metrics.noteChange(delivery.createdAt, record, kindOf(delivery.integrationId))
      const binding = engine.bindings.get(delivery.bindingId)
      const tellsOne = binding?.version === delivery.bindingVersion && binding.options.digest === null
      const row = changedDelivery(delivery, record)
      const trigger = record.attempt?.trigger ?? null
      tail.tell({
        kind: 'delivery',
        about: { event: delivery.event, delivery: row, trigger, isAnswered: true },
        show: (view) =>
          showDelivery(row, names, view.isClear ? undefined : view.about(tellsOne ? [delivery.event] : null)),
      })
    },
  })
  const demo = await DemoCenter.open({ engine, catalogue, users, sealing, store, clock, log })
  const names: Names = {
    binding: (id) => engine.bindings.nameOf(id),
    integration: (id) => engine.integrations.nameOf(id),
    bindingsNamedLike: (text) => engine.bindings.idsNamedLike(text),
    bindingThen: async (id, version) => engine.bindings.version(id, version),
    bindingNow: (id) => engine.bindings.get(id) ?? null,
    deliveriesOfRetryJob: (id) => engine.retryJobs.deliveriesOf(id),
    gathers: async (id, version) => Boolean((await engine.bindings.version(id, version))?.options.digest),
  }
  const sources = await Sources.open({
    records: store,
    catalogue,
    clock,
    log,
    sealing,
    connect: outbound.connect,
    accept: engine.accept,
  })
  const savedViews = await SavedViews.open({ records: store, clock, names })
  const retention: Retention = await Retention.open({
    store,
    clock,
    log,
    days: config.retentionDays,
    sweepToo: async () => {
      figures.forget()
      await forgetOldAnswers({ store, clock })
      await engine.retryJobs.forgetOld(clock.now() - Math.max(...Object.values(retention.days)) * 24 * 3_600_000)
    },
  })
  const attention = await Attention.open({ store, figures, names, clock })
  let open = true
  const journal = new Journal({ store, names, catalogue, clock })
  const isOpen = () => open
  const house: House = {
    catalogue,
    store,
    engine,
    journal,
    figures,
    attention,
    tail,
    names,
    savedViews,
    retention,
    keys,
    people,
    audit,
    sealing,
    sources,
    users,
    files,
    demo,
    clock,
    log,
    metrics,
    intake: new IntakeLog({ clock }),
    version,
    company,
    startSettings: shownSettings(config),
    get language() {
      return company.language
    },
    get timeZone() {
      return company.timeZone
    },
    consoleFolder,
    dataFolder: dirname(config.filesFolder),
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    isOpen,
  }
  const server = openServer(house)
  const url = idle ? '' : await setToWork()
  const firstKey = idle ? null : await keys.firstKey()
  let stopping: Promise<void> | null = null
  const stop = () => {
    stopping ??= (async () => {
      open = false
      await retention.stop()
      await demo.stop()
      await sources.stop()
      tail.end()
      // Side by side: what is accepted meanwhile waits on disk, and a supervisor does not wait for two graces.
      await Promise.all([closeServer(server, requestGraceMs), engine.stop(graceMs)])
      await outbound.close()
      await closeKeys(keys, log)
      await people.close().catch((error: unknown) => log.warn({ err: error }, 'last visits could not be written'))
      await store.close()
    })()
    return stopping
  }
  return { house, url, firstKey, warnings: [...sealing.warnings, ...adminKeyWarnings(config.adminKey)], stop }

  async function setToWork(): Promise<string> {
    await engine.start()
    const address = await server.listen({ host: config.host, port: config.port })
    sources.start()
    retention.start()
    return address
  }
}

async function closeKeys(keys: Keys, log: Log): Promise<void> {
  await keys.close().catch((error: unknown) => log.warn({ err: error }, 'last uses of keys could not be written'))
}
