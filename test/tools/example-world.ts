import { exampleIds } from '../../src/api/openapi/description.ts'
import { type Fake, startFake } from './fakes/frame.ts'
import { type Office, openOffice } from './office.ts'

/** An office in which everything exists that the examples of the API description name. */
export interface ExampleWorld extends AsyncDisposable {
  readonly office: Office
  readonly fake: Fake
  /** Headers of a browser in which somebody signed in, for what keys cannot ask. */
  readonly person: Readonly<Record<string, string>>
  /** The same with real ids and local addresses in place of those of the examples. */
  readonly real: <Value>(example: Value) => Value
}

const visitor = { address: '192.0.2.7', browser: 'Example/1.0' }
const missed = { function: 'queue', function_state: 'finish', success_flag: false, phone: '+15550100' }

/** Opens it. Requests to `/refused` are answered 400, everything else well. */
export async function openExampleWorld(): Promise<ExampleWorld> {
  const fake = await startFake({
    otherwise: ({ path }) => {
      if (path.startsWith('/refused')) return { does: 'answer', status: 400, body: { error: 'no' } }
      if (path.includes('getWebhookInfo')) return { does: 'answer', body: { ok: true, result: { url: '' } } }
      if (path.includes('getUpdates')) return { does: 'answer', body: { ok: true, result: [] } }
      return { does: 'answer', body: { ok: true } }
    },
  })
  const office = await openOffice()
  const people = await nina(office)
  const ids = { ...(await fill(office, fake)), session: people.otherSession, link: people.link }
  const pairs = Object.entries(exampleIds).map(([name, example]) => [example, ids[name as keyof typeof ids]] as const)
  return {
    office,
    fake,
    person: people.headers,
    real: (example) =>
      example === undefined
        ? example
        : JSON.parse(pairs.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(example))),
    async [Symbol.asyncDispose]() {
      await office[Symbol.asyncDispose]()
      await fake.close()
    },
  }
}

/** What Nina does not bring with her. */
type Filled = Record<Exclude<keyof typeof exampleIds, 'session' | 'link'>, string>

async function fill(office: Office, fake: Fake): Promise<Filled> {
  const integration = await office.integration('webhook', { url: `${fake.url}/hook` })
  const unusedIntegration = await office.integration('webhook', { url: `${fake.url}/unused` })
  const refusing = await office.integration('webhook', { url: `${fake.url}/refused` })
  const wall = await office.integration('wall', { looks_like: 'slack' })
  const binding = await office.binding(integration, { text: 'Missed: {{phone}}' })
  const otherBinding = await office.binding(integration, { text: 'later' }, { options: { delay_s: 3600 } })
  await office.binding(refusing, { text: 'refused' })
  await office.binding(wall, { text: 'Missed: {{phone}}' })
  const removedBinding = await office.binding(integration, { text: 'gone' }, { enabled: false })
  await office.remove(`/bindings/${removedBinding}`)
  const user = made(await office.post('/users', { id: 'boris', name: 'Boris Example' }))
  const exchange = {
    kind: 'asterisk-ami',
    name: 'Exchange',
    enabled: false,
    settings: { host: 'pbx.example.com', username: 'hookswitch', secret: 'example-secret' },
  }
  const source = made(await office.post('/sources', exchange))
  const otherSource = made(await office.post('/sources', exchange))
  const key = made(await office.post('/keys', { name: 'Old key', role: 'viewer' }))
  const account = made(await office.post('/accounts', { login: 'oleg', name: 'Oleg Example' }))
  const otherAccount = made(await office.post('/accounts', { login: 'vera', name: 'Vera Example' }))
  const { event_no } = await office.happens('call_function', missed)
  const [delivered] = await office.untilJournal('delivered', 1, `?integration_id=${integration}`)
  const [failed] = await office.untilJournal('failed', 1)
  const [waiting] = await office.untilJournal('pending', 1)
  await office.untilJournal('delivered', 1, `?integration_id=${wall}`)
  return {
    integration,
    unusedIntegration,
    binding,
    otherBinding,
    removedBinding,
    source,
    otherSource,
    user,
    otherUser: 'anna',
    key,
    account,
    otherAccount,
    file: await upload(office),
    otherFile: await upload(office),
    retryJob: made(await office.post('/retry-jobs', { filter: { integration_id: unusedIntegration } })),
    savedView: made(await office.post('/views', { name: 'Failures', filter: { status: 'failed' } })),
    otherSavedView: made(await office.post('/views', { name: 'Yesterday' })),
    delivery: String(delivered?.['delivery_id']),
    failedDelivery: String(failed?.['delivery_id']),
    waitingDelivery: String(waiting?.['delivery_id']),
    eventNo: String(event_no),
    webhook: `${fake.url}/hook`,
    telegram: fake.url,
  }
}

/** Somebody with a password, signed in in two browsers. */
async function nina({ running }: Office) {
  const { people } = running.house
  const wish = {
    login: 'nina',
    name: 'Nina Example',
    role: 'admin',
    personalData: true,
    language: null,
    isDisabled: false,
  } as const
  const { id } = await people.accounts.create(wish, 'a long example phrase')
  const [here, there] = [await people.sessions.begin(id, visitor), await people.sessions.begin(id, visitor)]
  const headers = { cookie: `hookswitch_session=${here.token}`, 'x-csrf-token': here.session.csrfToken }
  return { headers, otherSession: there.session.id, link: await people.links.make('sign_in', id) }
}

async function upload({ running }: Office): Promise<string> {
  const file = await running.house.files.add({ name: 'price-list.txt', bytes: Buffer.from('Talk, a minute: 0.10') })
  return file.id
}

function made({ status, body }: { status: number; body: { id: string } }): string {
  if (status !== 201) throw new Error(`it was not made: ${JSON.stringify(body)}`)
  return body.id
}
