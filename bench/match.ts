/**
 * How long it takes to find the rules that an event fulfills, against asking every rule (`holds`), against two other rule
 * engines and against parsing the event. Before they are measured, all are asked about the same events and must find the
 * same rules. CPU time of this process, candidates in turn, median and range of several rounds.
 *
 *   node --expose-gc bench/match.ts [--rounds 5] [--sizes 100,1000,10000,100000]
 */
import { type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type { Condition } from '../src/core/condition.ts'
import type { Parameter, ParameterType } from '../src/core/event-type.ts'
import { holds } from '../src/core/holds.ts'
import type { JsonObject } from '../src/core/json.ts'
import { Matcher } from '../src/core/match.ts'
import type { Matchable } from '../src/core/read-parameter.ts'
import { askJsonLogic, askRulesEngine, type Rule } from './tools/rule-engines.ts'

type Ask = (event: Matchable, at: number) => unknown

/** Something that can be measured: made for a set of rules, then asked about one event after another. */
interface Candidate {
  readonly name: string
  /** Beyond this many rules it takes too long to be worth waiting for. */
  readonly mostRules: number
  /** Finds ids of rules, to be compared with those that hold. */
  readonly findsRules: boolean
  prepare(rules: readonly Rule[]): Ask
}

/** To compare with another engine, add it here: `prepare` may translate and compile the rules as it likes best. */
const candidates: readonly Candidate[] = [
  { name: 'Matcher', mostRules: Infinity, findsRules: true, prepare: (rules) => matchWith(matcherOf(rules)) },
  { name: 'holds, every rule of the type', mostRules: 10_000, findsRules: true, prepare: askEveryRule },
  { name: 'json-logic-js', mostRules: 1000, findsRules: true, prepare: askJsonLogic },
  { name: 'json-rules-engine', mostRules: 1000, findsRules: true, prepare: askRulesEngine },
  { name: 'JSON.parse of a 1 kB event', mostRules: Infinity, findsRules: false, prepare: () => parseEvents() },
]

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, sizes: { type: 'string', default: '10,100,1000,10000,100000' } },
})
const rounds = Number(options.rounds)
const sizes = options.sizes.split(',').map(Number)
const roundMs = 150
const functions = Array.from({ length: 20 }, (_, at) => `function_${at}`)
const states = ['start', 'connect', 'stop', 'finish']
const typeShares = {
  call_function: 0.55,
  user_status: 0.15,
  task_status: 0.12,
  list_change: 0.03,
  shift: 0.03,
  quota: 0.05,
  kpi: 0.04,
  speech: 0.02,
  discipline: 0.01,
}
const eventCount = 2_000

const parameters = parameterTable({
  queue_id: 'id',
  user_id: 'id',
  scenario_id: 'id',
  function: 'enum',
  function_state: 'enum',
  success_flag: 'bool',
  connect_time: 'int',
  alert_duration: 'int',
  attempts: 'int',
  phone: 'string',
  direction: 'enum',
})
const parametersOf = () => parameters

console.log(`Node ${process.version}, ${rounds} rounds of ${roundMs} ms; µs of CPU per event: median [least … most]`)
const matcherCosts = new Map<number, number>()
for (const size of sizes) await measureSize(size)
printRatios()

async function measureSize(size: number): Promise<void> {
  const random = seeded(size)
  const rules = makeRules(size, random)
  const events = makeEvents(size, random)
  const running = candidates
    .filter(({ mostRules }) => size <= mostRules)
    .map(({ name, findsRules, prepare }) => ({ name, findsRules, ask: prepare(rules), costs: [] as number[] }))
  for (const one of running) if (one.findsRules) await checkAnswers(one, rules, events)
  for (const { ask } of running) await costOf(ask, events)
  for (let round = 0; round < rounds; round++) for (const one of running) one.costs.push(await costOf(one.ask, events))
  console.log(`\n${size} rules, ${averageMatches(rules, events).toFixed(2)} found per event`)
  for (const { name, costs } of running) console.log(`  ${name.padEnd(32)} ${spread(costs)}`)
  const [own, ...others] = running.map(({ costs }) => median(costs))
  for (const [at, other] of others.entries()) {
    const { name, findsRules } = running[at + 1]!
    if (findsRules) console.log(`  Matcher is ${grouped(other / own!)} times as fast as: ${name}`)
    else console.log(`  Matcher costs ${(own! / other).toPrecision(2)} of: ${name}`)
  }
  matcherCosts.set(size, own!)
  await measureChanges(rules, events, random)
  measureMemory(rules)
}

/**
 * Replacing one rule, and a match right after it, as in life. Wall time, as a pause is what hurts; so that nobody takes
 * Node's collecting of garbage, or another process in between, for a pause of matching, the longest is told without them too.
 */
async function measureChanges(
  rules: readonly Rule[],
  events: readonly Matchable[],
  random: () => number,
): Promise<void> {
  const matcher = matcherOf(rules)
  const spare = makeRules(rules.length, random)
  const [changes, matches]: [Span[], Span[]] = [[], []]
  const collecting = watchGarbage()
  for (let change = 0; change < 10_000; change++) {
    const at = Math.floor(random() * rules.length)
    const rule = { ...spare[at]!, id: rules[at]!.id }
    changes.push(spanOf(() => matcher.set(rule)))
    matches.push(spanOf(() => matcher.match(events[change % eventCount]!)))
  }
  const pauses = await collecting.end()
  console.log(`  replacing one rule: ${told(changes.slice(2_000), pauses)}`)
  console.log(`  a match right after it: ${told(matches.slice(2_000), pauses)}`)
}

interface Span {
  readonly from: number
  readonly ms: number
}

function spanOf(work: () => unknown): Span {
  const from = performance.now()
  work()
  return { from, ms: performance.now() - from }
}

/** Notes every pause for garbage until `end`. */
function watchGarbage(): { end: () => Promise<readonly Span[]> } {
  const pauses: Span[] = []
  const note = (entries: readonly PerformanceEntry[]) => {
    for (const { startTime, duration } of entries) pauses.push({ from: startTime, ms: duration })
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ entryTypes: ['gc'] })
  return {
    async end() {
      await new Promise((resolve) => setTimeout(resolve, 20))
      note(observer.takeRecords())
      observer.disconnect()
      return pauses
    },
  }
}

function told(spans: readonly Span[], pauses: readonly Span[]): string {
  const times = spans.map(({ ms }) => ms * 1000).sort((a, b) => a - b)
  const part = (share: number) => `${times[Math.floor(share * (times.length - 1))]!.toFixed(1)} µs`
  const without = Math.max(...spans.filter((span) => !pauses.some((pause) => overlap(span, pause))).map(({ ms }) => ms))
  return `median ${part(0.5)}, p99 ${part(0.99)}, longest ${part(1)}, without Node's garbage ${(without * 1000).toFixed(1)} µs`
}

function overlap(one: Span, other: Span): boolean {
  return one.from < other.from + other.ms && other.from < one.from + one.ms
}

function measureMemory(rules: readonly Rule[]): void {
  if (globalThis.gc === undefined) return
  globalThis.gc()
  const before = process.memoryUsage()
  const matcher = matcherOf(rules)
  globalThis.gc()
  const after = process.memoryUsage()
  const bytes = after.heapUsed + after.external - before.heapUsed - before.external
  console.log(`  memory: ${Math.round(bytes / matcher.size)} bytes per rule`)
}

function printRatios(): void {
  const [least, most] = [matcherCosts.get(100), matcherCosts.get(100_000)]
  if (least !== undefined && most !== undefined) {
    console.log(`\n100,000 rules cost ${(most / least).toFixed(1)} times as much as 100`)
  }
}

/** CPU microseconds per event. The clock is looked at seldom, because a look costs as much as several events. */
async function costOf(ask: Ask, events: readonly Matchable[]): Promise<number> {
  const isAsync = ask(events[0]!, 0) instanceof Promise
  const before = process.cpuUsage()
  let asked = 0
  let used = 0
  for (let atOnce = 1; used < roundMs * 1000; atOnce = Math.min(2 * atOnce, isAsync ? 1 : 2048)) {
    if (isAsync) await ask(events[asked % eventCount]!, asked % eventCount)
    else askMany(ask, events, asked, atOnce)
    asked += atOnce
    const { user, system } = process.cpuUsage(before)
    used = user + system
  }
  return used / asked
}

function askMany(ask: Ask, events: readonly Matchable[], from: number, count: number): void {
  for (let at = from; at < from + count; at++) ask(events[at % eventCount]!, at % eventCount)
}

async function checkAnswers(
  { name, ask }: { readonly name: string; readonly ask: Ask },
  rules: readonly Rule[],
  events: readonly Matchable[],
): Promise<void> {
  const reference = askEveryRule(rules)
  for (const [at, event] of events.slice(0, rules.length > 10_000 ? 20 : 200).entries()) {
    const [found, expected] = [(await ask(event, at)) as string[], reference(event)]
    if (found.toSorted().join() !== expected.toSorted().join())
      throw new Error(`${name} found ${found.join()} where ${expected.join()} hold`)
  }
}

function grouped(number: number): string {
  return number >= 100 ? Math.round(number).toLocaleString('en-US') : number.toPrecision(2)
}

function matcherOf(rules: readonly Rule[]): Matcher {
  const matcher = new Matcher(parametersOf)
  for (const rule of rules) matcher.set(rule)
  return matcher
}

function matchWith(matcher: Matcher): (event: Matchable) => string[] {
  return (event) => matcher.match(event)
}

function askEveryRule(rules: readonly Rule[]): (event: Matchable) => string[] {
  const byType = Map.groupBy(rules, ({ eventType }) => eventType)
  return (event) =>
    (byType.get(event.type) ?? []).filter(({ conditions }) => holds(conditions, event, parameters)).map(({ id }) => id)
}

function parseEvents(): (event: Matchable, at: number) => unknown {
  const texts = makeEvents(1_000, seeded(1)).map((event) => {
    const short = JSON.stringify(event)
    return JSON.stringify({ ...event, note: 'lorem ipsum '.repeat(90).slice(0, Math.max(0, 990 - short.length)) })
  })
  return (_, at) => JSON.parse(texts[at]!)
}

function averageMatches(rules: readonly Rule[], events: readonly Matchable[]): number {
  const matcher = matcherOf(rules)
  return events.reduce((sum, event) => sum + matcher.match(event).length, 0) / events.length
}

/** A big center: the more rules, the more queues, scenarios and people they are about. A few rules are very broad. */
function makeRules(size: number, random: () => number): Rule[] {
  const center = centerOf(size)
  const broad = Math.min(12, Math.floor(size / 20))
  return Array.from({ length: size }, (_, at) => ({
    id: `binding-${at}`,
    eventType: pickType(random),
    // Through JSON, as a saved rule comes.
    conditions: JSON.parse(JSON.stringify(at < broad ? broadCondition(random) : usualCondition(center, size, random))),
  }))
}

function broadCondition(random: () => number): Condition {
  const below = (limit: number) => Math.floor(random() * limit)
  return pick<() => Condition>(
    [
      () => ({
        all: [
          { param: 'answer', op: 'ne', value: String(below(10)) },
          { param: 'attempts', op: 'gt', value: 9 },
          { param: 'alert_duration', op: 'gt', value: 110 },
        ],
      }),
      () => ({
        all: [
          { param: 'phone', op: 'contains', value: String(1_000 + below(8_999)) },
          { param: 'success_flag', op: 'eq', value: false },
        ],
      }),
      () => ({
        all: [
          { param: 'connect_time', op: 'gt', value: 3_500 },
          { param: 'attempts', op: 'gte', value: 9 },
        ],
      }),
    ],
    random,
  )()
}

function usualCondition(center: Center, size: number, random: () => number): Condition {
  const below = (limit: number) => Math.floor(random() * limit)
  const queue = (): string => String(below(center.queues))
  const shape = random()
  const whose: Condition =
    shape < 0.45
      ? { param: 'queue_id', op: 'eq', value: queue() }
      : shape < 0.7
        ? { param: 'scenario_id', op: 'eq', value: String(below(center.scenarios)) }
        : { param: 'user_id', op: 'eq', value: String(below(center.users)) }
  const which: Condition = { param: 'function', op: 'eq', value: pick(functions, random) }
  const state: Condition = { param: 'function_state', op: 'eq', value: pick(states, random) }
  if (shape > 0.96) {
    const from = below(3_590)
    const width = size > 20_000 ? 2 : size > 2_000 ? 6 : 40
    return {
      all: [
        { param: 'connect_time', op: 'gt', value: from },
        { param: 'connect_time', op: 'lt', value: from + width },
        { param: 'function_state', op: 'eq', value: 'finish' },
      ],
    }
  }
  if (shape > 0.9) {
    return {
      all: [
        { param: 'queue_id', op: 'in', value: [queue(), queue(), queue()] },
        state,
        { param: 'attempts', op: 'gt', value: below(10) },
      ],
    }
  }
  if (shape > 0.75) {
    const failed: Condition = {
      all: [
        { param: 'attempts', op: 'gt', value: 5 },
        { param: 'success_flag', op: 'eq', value: false },
      ],
    }
    return {
      all: [
        whose,
        which,
        { any: [{ param: 'answer', op: 'eq', value: '2' }, { param: 'answer', op: 'eq', value: '3' }, failed] },
      ],
    }
  }
  if (shape > 0.5) return { all: [whose, state, { param: 'connect_time', op: 'gt', value: below(3_600) }] }
  if (shape > 0.25) {
    return {
      all: [
        whose,
        which,
        state,
        { param: 'success_flag', op: 'eq', value: random() < 0.5 },
        { param: 'answer', op: 'ne', value: String(below(10)) },
      ],
    }
  }
  return {
    all: [
      whose,
      { param: 'direction', op: 'eq', value: pick(['in', 'out'], random) },
      { param: 'alert_duration', op: 'lte', value: below(120) },
    ],
  }
}

function makeEvents(size: number, random: () => number): Matchable[] {
  const center = centerOf(size)
  const below = (limit: number) => Math.floor(random() * limit)
  return Array.from({ length: eventCount }, (_, at) => {
    const data = {
      queue_id: String(below(center.queues)),
      user_id: String(below(center.users)),
      scenario_id: String(below(center.scenarios)),
      function: pick(functions, random),
      function_state: pick(states, random),
      success_flag: random() < 0.7,
      answer: String(below(10)),
      connect_time: below(3_600),
      alert_duration: below(120),
      attempts: 1 + below(10),
      phone: `+7000${1_000_000 + below(8_999_999)}`,
      user_name: `Operator ${below(1_000)}`,
      call_id: `c${at}-${below(1e9)}`,
      direction: pick(['in', 'out'], random),
      tag: `t${below(50)}`,
      note: 'lorem ipsum dolor sit amet '.repeat(4),
    }
    // Through JSON, as a real event comes.
    const parsed: JsonObject = JSON.parse(JSON.stringify(data))
    return {
      id: `e${at}`,
      type: pickType(random),
      time: 1_773_000_000_000,
      source: 'api',
      correlationId: null,
      data: parsed,
    }
  })
}

interface Center {
  readonly queues: number
  readonly users: number
  readonly scenarios: number
}

function centerOf(size: number): Center {
  return {
    queues: Math.max(10, Math.floor(size / 8)),
    users: Math.max(30, Math.floor(size / 4)),
    scenarios: Math.max(10, Math.floor(size / 12)),
  }
}

function pickType(random: () => number): string {
  let rest = random()
  for (const [type, share] of Object.entries(typeShares)) {
    rest -= share
    if (rest < 0) return type
  }
  return 'call_function'
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)]!
}

/** The same numbers on every run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed + 777
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function parameterTable(types: Readonly<Record<string, ParameterType>>): ReadonlyMap<string, Parameter> {
  const entries = Object.entries(types).map(([name, type]): [string, Parameter] => [name, parameter(name, type)])
  return new Map([...entries, ['answer', { ...parameter('answer', 'string'), numeric: true }]])
}

function parameter(name: string, type: ParameterType): Parameter {
  return { name, type, label: { en: name, ru: name }, operators: [], pii: null }
}

function spread(costs: readonly number[]): string {
  const [least, most] = [Math.min(...costs), Math.max(...costs)]
  return `${median(costs).toPrecision(3)} [${least.toPrecision(3)} … ${most.toPrecision(3)}]`
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}
