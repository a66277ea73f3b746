import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { request } from 'undici'
import { hasMediaTypes } from '../src/api/openapi/description.ts'
import type { Schema } from '../src/api/openapi/schema.ts'
import { unversioned } from '../src/api/openapi/unversioned.ts'
import type { Route } from '../src/api/route.ts'
import { allRoutes } from '../src/api/server.ts'
import { Form } from '../src/core/form.ts'
import { isJsonObject, type Json, type JsonObject } from '../src/core/json.ts'
import { type ExampleWorld, openExampleWorld } from './tools/example-world.ts'

// biome-ignore lint/suspicious/noExplicitAny: the document is walked by hand.
type Document = any

let world: ExampleWorld
let document: Document
let routes: Route[]

before(async () => {
  world = await openExampleWorld()
  routes = allRoutes(world.office.running.house)
  document = await (await request(`${world.office.url}/openapi.json`)).body.json()
})
after(() => world[Symbol.asyncDispose]())

test('the description is valid OpenAPI 3.1 and can be read without a key', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  assert.deepEqual(errors, undefined)
  assert.equal(valid, true)
  assert.equal(document.openapi.slice(0, 4), '3.1.')
  assert.equal(document.servers[0].url, world.office.running.house.publicUrl)
})

test('every reference in the description leads somewhere, and every schema is used', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!)
  assert.ok(refs.length > 100)
  assert.deepEqual(
    refs.filter((ref) => at(ref) === undefined),
    [],
  )
  const unused = Object.keys(document.components.schemas).filter(
    (name) => !refs.includes(`#/components/schemas/${name}`),
  )
  assert.deepEqual(unused, [])
})

test('every endpoint of the server is described, with an example and with what it answers', () => {
  const bare = routes.filter(({ example, reply }) => !example || (!reply && example.status !== 204))
  assert.deepEqual(
    bare.map(({ method, path }) => `${method} ${path}`),
    [],
  )
  for (const { method, path } of routes)
    assert.ok(document.paths[documented(path)][method.toLowerCase()], `${method} ${path}`)
  const ids = Object.values<Document>(document.paths).flatMap((methods) =>
    Object.values<Document>(methods).map(({ operationId }) => operationId),
  )
  assert.equal(new Set(ids).size, ids.length)
})

test('examples that stand in schemas fit them', () => {
  const ajv = ajvWith(document)
  const wrong = Object.entries<Document>(document.components.schemas).flatMap(([name, { examples = [] }]) => {
    const fits = ajv.getSchema(`api#/components/schemas/${name}`)!
    return examples.filter((example: unknown) => !fits(example)).map(() => `${name}: ${ajv.errorsText(fits.errors)}`)
  })
  assert.deepEqual(wrong, [])
})

test('every example can be called as it stands, and the answer is what the description says, nothing more', async () => {
  const asSent = ajvWith(document)
  const asAnswered = ajvWith(closed(document))
  const wrong: string[] = []
  // What removes comes last, so that the others still find what they name.
  const inOrder = routes.toSorted((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'))
  for (const route of inOrder) {
    const pointer = `api#/paths/${documented(route.path).replaceAll('/', '~1')}/${route.method.toLowerCase()}`
    const example = world.real(route.example)!
    if (route.request) {
      const [first] = hasMediaTypes(route.request) ? Object.keys(route.request.mediaTypes) : ['application/json']
      const fits = schemaAt(asSent, `${pointer}/requestBody/content/${first!.replace('/', '~1')}/schema`)
      if (!fits(example.body))
        wrong.push(`${route.method} ${route.path}: the example: ${asSent.errorsText(fits.errors)}`)
    }
    const { status, type, body } = await call(route, example)
    if (status !== example.status) {
      wrong.push(`${route.method} ${route.path} answered ${status}: ${JSON.stringify(body)}`)
      continue
    }
    if (!route.reply || hasMediaTypes(route.reply)) {
      const expected = route.reply ? Object.keys(route.reply.mediaTypes)[0] : undefined
      if (type !== expected) wrong.push(`${route.method} ${route.path} answered as ${type}, not ${expected}`)
      continue
    }
    const fits = schemaAt(asAnswered, `${pointer}/responses/${status}/content/application~1json/schema`)
    if (!fits(body)) wrong.push(`${route.method} ${route.path}: the answer: ${asAnswered.errorsText(fits.errors)}`)
  }
  assert.deepEqual(wrong, [])
})

test('the addresses for machines that watch the server answer as described', async () => {
  const ajv = ajvWith(closed(document))
  for (const { path, reply, example } of unversioned) {
    const answered = await request(world.office.url + path)
    const body = await answered.body.text()
    assert.equal(answered.statusCode, example.status, path)
    if (hasMediaTypes(reply)) {
      assert.equal(mediaType(String(answered.headers['content-type'])), Object.keys(reply.mediaTypes)[0])
      continue
    }
    const fits = schemaAt(
      ajv,
      `api#/paths/${path.replace('/', '~1')}/get/responses/200/content/application~1json/schema`,
    )
    assert.ok(fits(JSON.parse(body)), ajv.errorsText(fits.errors))
  }
})

test('a problem is answered as described', async () => {
  const fits = schemaAt(ajvWith(document), 'api#/components/schemas/Problem')
  const answers = [
    await world.office.post('/bindings', { nonsense: 1 }),
    await world.office.get('/bindings/none'),
    await world.office.get('/bindings', 'wrong-key'),
    await world.office.post('/events', [{ event_type: 'nonsense' }, { event_type: 'call_function', data: 1 }]),
  ]
  for (const { status, body } of answers) {
    assert.ok(fits(body), JSON.stringify(body))
    assert.ok(document.components.responses[`Problem${status}`])
  }
})

test('whatever a form reads stands in its schema, and whatever stands in its schema is read', async () => {
  const wrong: string[] = []
  for (const route of routes.filter((one) => one.request && isClosed(one))) {
    const name = `${route.method} ${route.path}`
    const schema = resolved(route.request as Schema)
    const example = world.real(route.example)!
    const body = merged(fullSample(schema), example.body as Json) as JsonObject
    const paths = pathsIn(schema)
    const read = await readPaths(() => call(route, { ...example, body }))
    const legal = new Set([...paths, ...pathsIn(resolved((schema['properties'] as Document)['filter'] ?? {}))])
    for (const path of read) if (!legal.has(path)) wrong.push(`${name} reads ${path}, which is not in its schema`)
    for (const path of paths.filter((one) => !one.includes('.')))
      if (await isRefused(route, path, body[path])) wrong.push(`${name} refuses ${path}, which is in its schema`)
    for (const path of paths.filter((one) => one.includes('.') && !one.startsWith('filter.')))
      if (!read.has(path)) wrong.push(`${name} never reads ${path}`)
    if (!(await isRefused(route, 'surely_not_a_field', 1))) wrong.push(`${name} takes a field that does not exist`)
  }
  assert.deepEqual(wrong, [])
})

test('every field of an event that stands in the description is taken, any other is refused', async () => {
  const names = Object.keys(document.components.schemas.NewEvent.properties)
  const complaintsAbout = async (name: string): Promise<string[]> => {
    const { body } = await world.office.post('/events', { event_type: 'call_function', [name]: null })
    return (body.errors ?? []).map(({ message }: { message: string }) => message)
  }
  for (const name of names)
    assert.ok(!(await complaintsAbout(name)).some((message) => message.startsWith('is not a field')), name)
  assert.match((await complaintsAbout('surely_not_a_field'))[0] ?? '', /^is not a field/)
})

test('every filter of the journal stands in the description, and every one described is read', async () => {
  for (const path of ['/journal', '/events', '/journal/stats']) {
    const route = routes.find((one) => one.method === 'GET' && one.path === path)!
    const given = route
      .query!.map(({ name }) => name)
      .filter((name) => !['limit', 'cursor', 'order', 'with'].includes(name))
    const query = Object.fromEntries(given.map((name) => [name, '1']))
    const read = await readPaths(() => call(route, { query, status: 422 }))
    assert.deepEqual([...read].sort(), given.toSorted())
  }
})

test('the page for people is whole in itself, knows both languages, and lets nothing else run', async () => {
  const reply = await request(`${world.office.url}/docs`)
  const html = await reply.body.text()
  const policy = String(reply.headers['content-security-policy'])
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self'/)
  assert.ok(!/https?:\/\//.test(html), 'nothing is loaded from elsewhere')
  assert.ok(!/innerHTML|insertAdjacentHTML|outerHTML|document\.write|\beval\(/.test(html))
  assert.match(html, /Search: address/)
  assert.match(html, /Поиск: адрес/)
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(html) ?? []
  assert.doesNotThrow(() => new Function(script))
})

// ── tools ─────────────────────────────────────────────────────────────────────

interface Called {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly status: number
}

async function call(route: Route, { params = {}, query = {}, body }: Called) {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? 'none'))
  const search = new URLSearchParams(query).toString()
  const abort = new AbortController()
  const sent = encoded(route, body)
  const reply = await request(`${world.office.url}/api/v1${path}${search && `?${search}`}`, {
    method: route.method,
    headers: { ...(route.forPeople ? world.person : { authorization: `Bearer ${world.office.key}` }), ...sent.headers },
    signal: abort.signal,
    ...(sent.body === undefined ? {} : { body: sent.body }),
  })
  const header = reply.headers['content-type']
  const type = header === undefined ? undefined : mediaType(String(header))
  if (type === 'text/event-stream') {
    // A stream does not end by itself: its first words are enough.
    for await (const chunk of reply.body) if (String(chunk).includes('event: ready')) break
    return { status: reply.statusCode, type, body: null }
  }
  const text = await reply.body.text()
  return { status: reply.statusCode, type, body: text === '' || !type?.endsWith('json') ? null : JSON.parse(text) }
}

/** A body as it travels: the fields of a form with a file in it, else JSON. */
function encoded(route: Route, body: unknown): { headers: Record<string, string>; body?: string } {
  if (body === undefined) return { headers: {} }
  const isForm = route.request && hasMediaTypes(route.request) && 'multipart/form-data' in route.request.mediaTypes
  if (!isForm) return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const parts = Object.entries(body as JsonObject).map(
    ([name, content]) =>
      `--edge\r\ncontent-disposition: form-data; name="${name}"; filename="example.txt"\r\n\r\n${content}\r\n`,
  )
  return { headers: { 'content-type': 'multipart/form-data; boundary=edge' }, body: `${parts.join('')}--edge--\r\n` }
}

function mediaType(header: string): string {
  return header.split(';')[0]!.trim()
}

function documented(path: string): string {
  return `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`
}

function at(ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce((inside: Document, part) => inside?.[part], document)
}

function ajvWith(api: Document): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ;(addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv)
  ajv.addSchema(api, 'api')
  return ajv
}

function schemaAt(ajv: Ajv2020, pointer: string): ValidateFunction {
  const [, path = ''] = pointer.split('#')
  const found = ajv.getSchema(`api#${path.replaceAll('{', '%7B').replaceAll('}', '%7D')}`)
  assert.ok(found, `there is nothing at ${pointer}`)
  return found
}

/** The same document in which an answer may hold nothing that is not described. */
function closed(value: Document): Document {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const whole = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, closed(inner)]))
  return 'properties' in whole && whole['type'] && !('additionalProperties' in whole)
    ? { ...whole, additionalProperties: false }
    : whole
}

function isClosed({ request: body }: Route): boolean {
  return !hasMediaTypes(body!) && resolved(body!)['additionalProperties'] === false
}

function resolved(schema: Schema): Schema {
  return '$ref' in schema ? (at(String(schema['$ref'])) as Schema) : schema
}

/** The object inside a schema that may also be null. */
function objectIn(schema: Schema): Schema {
  const parts = (schema['anyOf'] ?? []) as Schema[]
  const whole = resolved(parts.find((part) => part['type'] !== 'null') ?? schema)
  return whole === schema ? schema : objectIn(whole)
}

/** Every field, those inside too: `options.throttle.count`. Free objects and conditions have their own readers. */
function pathsIn(schema: Schema, before = ''): string[] {
  return Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).flatMap(([name, property]) => [
    before + name,
    ...pathsIn(objectIn(property), `${before}${name}.`),
  ])
}

/** A body in which every field is filled in. */
function fullSample(schema: Schema): Json {
  const whole = objectIn(resolved(schema))
  const type = Array.isArray(whole['type']) ? whole['type'][0] : whole['type']
  if (whole['enum']) return (whole['enum'] as Json[])[0]!
  if (type === 'object')
    return Object.fromEntries(
      Object.entries((whole['properties'] ?? {}) as Record<string, Schema>).map(([name, inner]) => [
        name,
        fullSample(inner),
      ]),
    )
  if (type === 'array') return [fullSample(whole['items'] as Schema)]
  if (type === 'integer' || type === 'number') return 1
  if (type === 'boolean') return true
  return type === 'string' ? 'x' : null
}

function merged(under: Json, over: Json): Json {
  if (!isJsonObject(under) || !isJsonObject(over)) return over
  const names = [...new Set([...Object.keys(under), ...Object.keys(over)])]
  return Object.fromEntries(
    names.map((name) => [name, name in over ? merged(under[name] ?? null, over[name] as Json) : (under[name] as Json)]),
  )
}

/** Which fields forms read while something is done. */
async function readPaths(work: () => Promise<unknown>): Promise<Set<string>> {
  const read = new Set<string>()
  const { take } = Form.prototype
  Form.prototype.take = function (name) {
    read.add(this.pathOf(name))
    return take.call(this, name)
  }
  try {
    await work()
  } finally {
    Form.prototype.take = take
  }
  return read
}

/** True when the answer says that a field with this name does not belong there. */
async function isRefused(route: Route, name: string, value: unknown): Promise<boolean> {
  const { body } = await call(route, { ...world.real(route.example)!, body: { ...needed(route), [name]: value } })
  return (body?.errors ?? []).some(
    ({ path, message }: { path: string; message: string }) => path === name && message === 'is not a field here',
  )
}

/** What a form must have before it looks at anything else. */
function needed({ path }: Route): JsonObject {
  return path === '/integrations/helpers/:name' ? { kind: 'telegram' } : {}
}
