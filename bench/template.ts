/**
 * How fast a message is filled in: a text with seven variables by the fast way, against liquidjs on the same text, parsed
 * beforehand, in the same run. Also the same text inside a JSON body, and with HTML escaping.
 *
 *     node bench/template.ts
 *
 * Prints JSON: texts per second, the median of the rounds with the slowest and the fastest, and the ratios to liquidjs.
 */
import { Liquid } from 'liquidjs'
import type { Escape } from '../src/core/integration.ts'
import type { Json, JsonObject } from '../src/core/json.ts'
import { compileTemplate } from '../src/core/template.ts'

const rounds = 9
const roundMs = 250

const text =
  'Missed: {{phone}}, queue {{queue_name}}, waited {{alert_duration}} s, agents {{agents_ready}}, ' +
  '{{contact_name}}, {{answers.city}}, {{event_time_local}}'
const body: Json = { text, chat_id: '-100', phone: '{{phone}}', wait: '{{alert_duration}}', tags: ['{{queue_name}}'] }
const values: JsonObject = {
  phone: '+15550100199',
  queue_name: 'Support line 1',
  alert_duration: 47,
  agents_ready: 0,
  contact_name: 'Olena "K" <b>',
  answers: { city: 'Kyiv' },
  event_time_local: '2026-03-16 12:41:07',
}

const liquid = new Liquid({ ownPropertyOnly: true })
const parsed = liquid.parse(text)
const template = compileTemplate(text)
const bodyTemplate = compileTemplate(body)
const filters = compileTemplate(`${text} {{ alert_duration | duration }}`)
const as = (mode: Escape) => () => mode
const [none, html] = [as('none'), as('html')]

/** Each returns the length of its text, so that the text is really made. */
const subjects: Readonly<Record<string, () => number>> = {
  liquidjs: () => flat(liquid.renderSync(parsed, values) as string),
  plain: () => flat(template.render(values, none).value as string),
  plain_html: () => flat(template.render(values, html).value as string),
  json_body: () => JSON.stringify(bodyTemplate.render(values, none).value).length,
  our_liquid: () => flat(filters.render(values, none).value as string),
}

const speeds = measure()
const median = (name: string) => speeds[name]!.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!
const report = Object.keys(subjects).map((name) => [
  name,
  {
    per_second: Math.round(median(name)),
    slowest: Math.round(Math.min(...speeds[name]!)),
    fastest: Math.round(Math.max(...speeds[name]!)),
    times_liquidjs: Number((median(name) / median('liquidjs')).toFixed(1)),
  },
])
console.log(
  JSON.stringify({ bench: 'template', node: process.version, rounds, results: Object.fromEntries(report) }, null, 2),
)

/** The subjects take turns in every round, so that a busy moment of the machine meets them all. Processor time is counted. */
function measure(): Record<string, number[]> {
  const speeds: Record<string, number[]> = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of Object.entries(subjects)) {
      const speed = perCpuSecond(run)
      // The first round only warms up.
      if (round >= 0) speeds[name]!.push(speed)
    }
  }
  return speeds
}

function perCpuSecond(run: () => number): number {
  let count = 0
  let bytes = 0
  const before = process.cpuUsage()
  let used = 0
  while (used < roundMs * 1000) {
    for (let turn = 0; turn < 500; turn++) bytes += run()
    count += 500
    const { user, system } = process.cpuUsage(before)
    used = user + system
  }
  if (bytes === 0) throw new Error('nothing was written')
  return (count / used) * 1_000_000
}

/** Joined texts stay in pieces until somebody needs them; sending does. */
function flat(written: string): number {
  return Buffer.byteLength(written)
}
