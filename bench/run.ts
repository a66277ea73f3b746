/**
 * Runs every bench, one after another, and writes what came out: `npm run bench [-- --quick]`.
 *
 * bench/RESULTS.md holds the machine, its load, the goals beside what was reached, and the full output of each bench;
 * bench/RESULTS.svg the goals as a picture. About twelve minutes; `--quick` takes three and says so in the page.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bar, pictureOf } from './tools/picture.ts'

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })

/** A goal and what was reached. `atLeast`: more is better; otherwise less is. */
interface Goal {
  readonly what: string
  readonly goal: number
  readonly reached: number
  readonly unit: string
  readonly atLeast: boolean
}

/** What helps to find an event and its deliveries; the rest are the rows themselves: event, delivery, attempt. */
const indexes = ['event_ref', 'event_key', 'delivery_on_route', 'delivery_in_state', 'numbers', 'event_of_origin']

const folder = mkdtempSync(join(tmpdir(), 'hookswitch-results-'))
const outputs: { readonly name: string; readonly text: string }[] = []
/** What went wrong, in sentences; the rest of the page is still worth reading. */
const failed: string[] = []
const startedAt = performance.now()
const loadBefore = loadavg()[0]!
try {
  const match = await run('match', ['--expose-gc'], options.quick ? ['--rounds', '2', '--sizes', '100,1000'] : [])
  await run('template')
  const intake = await run('intake')
  await run('steps')
  const store = await run('store', [], options.quick ? ['--rounds', '1'] : [])
  await run('end-to-end', [], ['--json', join(folder, 'e2e.json'), ...(options.quick ? ['--quick'] : [])])
  await run('journal', [], ['--json', join(folder, 'journal.json'), ...(options.quick ? ['--rows', '100000'] : [])])
  await run(
    'console',
    [],
    ['--json', join(folder, 'console.json'), ...(options.quick ? ['--rows', '2000', '--rounds', '2'] : [])],
  )
  const goals = [
    ...readGoals('end-to-end', endToEndGoals),
    ...readGoals('store', () => storeGoals(store)),
    ...readGoals('journal', journalGoals),
    ...readGoals('intake', () => intakeGoals(intake)),
    ...readGoals('match', () => matchGoals(match)),
    ...readGoals('console', consoleGoals),
  ]
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), pageOf(goals))
  writeFileSync(
    join(import.meta.dirname, 'RESULTS.svg'),
    pictureOf('Hookswitch: figures beside their goals', goals.map(barOf)),
  )
} finally {
  rmSync(folder, { recursive: true })
}
if (failed.length > 0) {
  console.error(failed.join('\n'))
  process.exitCode = 1
}

/** The figures of one bench; when they cannot be read, the page says so and has the others. */
function readGoals(name: string, read: () => Goal[]): Goal[] {
  try {
    return read()
  } catch (error) {
    failed.push(`bench/${name}.ts left no figures: ${(error as Error).message}`)
    return []
  }
}

/** Runs one bench to its end and keeps what it printed. */
async function run(name: string, nodeArgs: readonly string[] = [], argv: readonly string[] = []): Promise<string> {
  process.stderr.write(`${name} …\n`)
  const child = spawn(process.execPath, [...nodeArgs, join(import.meta.dirname, `${name}.ts`), ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (piece: Buffer) => {
    text += piece.toString()
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) failed.push(`bench/${name}.ts ended with ${code}`)
  outputs.push({ name, text })
  return text
}

interface EndToEnd {
  readonly cells: Readonly<Record<string, readonly { readonly perSecond: number; readonly cpuMicros: number }[]>>
  readonly latency: { readonly p50: number; readonly p99: number }
  readonly lost: number
  readonly figures: Readonly<Record<string, number | string>>
}

function endToEndGoals(): Goal[] {
  const { cells, latency, lost, figures } = JSON.parse(readFileSync(join(folder, 'e2e.json'), 'utf8')) as EndToEnd
  const rate = (name: string) => median(cells[name]!.map(({ perSecond }) => perSecond))
  const cpu = (name: string) => median(cells[name]!.map(({ cpuMicros }) => cpuMicros))
  const alone = rate('undici alone')
  const ready = Object.entries(figures).filter(([name]) => name.startsWith('ready ms'))
  const [single, batches] = ['single, 10 bindings', 'batches of 100, 10 bindings']
  return [
    atLeast('delivered events/s, in batches', 12_000, rate(batches), '/s'),
    atLeast('the same, of undici alone', 60, (rate(batches) / alone) * 100, '%'),
    atLeast('delivered events/s, single POSTs', 5000, rate(single), '/s'),
    atLeast('the same, of undici alone', 35, (rate(single) / alone) * 100, '%'),
    atMost('CPU of the server per delivered single POST', 300, cpu(single), 'µs'),
    atLeast('single POSTs with 1,000 bindings, of 10', 90, (rate('single, 1000 bindings') / rate(single)) * 100, '%'),
    atLeast(
      'batches with 1,000 bindings, of 10',
      90,
      (rate('batches of 100, 1000 bindings') / rate(batches)) * 100,
      '%',
    ),
    atLeast('delivery of what waited, of undici alone', 80, (rate('delivery of what waited') / alone) * 100, '%'),
    atMost('accept to receiver at 10 % of peak, p50', 3, latency.p50, 'ms'),
    atMost('accept to receiver at 10 % of peak, p99', 15, latency.p99, 'ms'),
    atMost('events lost', 0, lost, ''),
    atMost(
      'single POST saved at once, CPU, of bare node:http',
      1.15,
      cpu('intake, saved at once, single') / cpu('node:http alone'),
      '×',
    ),
    atLeast(
      'events in batches saved at once, per CPU, of single POSTs',
      12,
      cpu('intake, saved at once, single') / cpu('intake, saved at once, batches'),
      '×',
    ),
    atMost(
      'single POST saved durably, CPU, of bare node:http',
      1.15,
      cpu('intake only, single') / cpu('node:http alone'),
      '×',
    ),
    atLeast(
      'events in batches saved durably, per CPU, of single POSTs',
      12,
      cpu('intake only, single') / cpu('intake only, batches'),
      '×',
    ),
    atMost('ready after', 1500, median(ready.map(([, ms]) => Number(ms))), 'ms'),
    atMost('memory when idle', 150, Number(figures['idle memory MB']), 'MB'),
  ]
}

function storeGoals(text: string): Goal[] {
  const columns =
    text
      .split('\n')
      .find((line) => /^ +100 │ inserted/.test(line))
      ?.split('│') ?? []
  const p99 = (column: string | undefined) => Number(column?.split('/')[1])
  return [
    atLeast('durable insert in groups of 100, of raw', 50, Number.parseFloat(columns[3] ?? ''), '%'),
    atMost('p99 of a group commit, of raw', 2, p99(columns[4]) / p99(columns[5]), '×'),
  ]
}

interface Journal {
  readonly answers: Readonly<Record<string, { readonly p99: number }>>
  readonly figures: Readonly<Record<string, number>>
}

function journalGoals(): Goal[] {
  const { answers, figures } = JSON.parse(readFileSync(join(folder, 'journal.json'), 'utf8')) as Journal
  const p99 = (question: string) => answers[question]!.p99
  const filters = Object.entries(answers).filter(([question]) =>
    /newest|one binding|failed|filters|word/.test(question),
  )
  const within = Object.entries(answers).filter(([question]) => /digits (in the middle|that no)/.test(question))
  const tables = (...names: string[]) => names.reduce((sum, name) => sum + (figures[`of it ${name}`] ?? 0), 0)
  return [
    atMost('journal: exact id, p99', 1, p99('exact id'), 'ms'),
    atMost('journal: last 6 digits, p99', 1, p99('last 6 digits of a phone'), 'ms'),
    atMost('journal: the slowest of all filters, p99', 50, Math.max(...filters.map(([, one]) => one.p99)), 'ms'),
    atMost('backtest of 100,000 events', 1000, figures['backtest ms per 100,000 events']!, 'ms'),
    atLeast(
      'intake while somebody searches',
      90,
      figures['intake while somebody searches without a pause, of alone, %']!,
      '%',
    ),
    atMost('journal: digits in the middle of a number, p99', 50, Math.max(...within.map(([, one]) => one.p99)), 'ms'),
    atMost('bytes on disk of an event, of its own', 1.25, tables('event') / figures['bytes of event']!, '×'),
    atMost('bytes of all indexes per event', 120, tables(...indexes), 'B'),
    atMost(
      'bytes on disk of an event and its indexes, together',
      Math.round(figures['bytes of event']! * 1.25 + 120),
      tables('event', ...indexes),
      'B',
    ),
  ]
}

function intakeGoals(text: string): Goal[] {
  const times = ['NDJSON', 'array'].map((form) => Number(new RegExp(`${form}, read.*, (\\S+) of JSON`).exec(text)?.[1]))
  return [atMost('a batch read and checked, of JSON.parse', 3, Math.max(...times), '×')]
}

function matchGoals(text: string): Goal[] {
  /** What the pattern catches in the part about so many rules. */
  const found = (size: number, pattern: RegExp) => {
    const part = text.split('\n\n').find((one) => one.trimStart().startsWith(`${size} rules`)) ?? ''
    return Number(pattern.exec(part)?.[1]?.replaceAll(',', ''))
  }
  const ofParse = /Matcher costs (\S+) of: JSON\.parse/
  return [
    atLeast(
      '1,000 bindings, times as fast as json-rules-engine',
      15_000,
      found(1000, /(\S+) times.*rules-engine/),
      '×',
    ),
    atLeast('1,000 bindings, times as fast as json-logic-js', 250, found(1000, /(\S+) times.*json-logic/), '×'),
    atMost('matching 1,000 bindings, of JSON.parse', 1, found(1000, ofParse), '×'),
    atMost('matching 10,000 bindings, of JSON.parse', 1, found(10_000, ofParse), '×'),
    atMost('matching 100,000 bindings, of JSON.parse', 2, found(100_000, ofParse), '×'),
    atMost('cost of 100,000 bindings, of 100', 12, Number(/rules cost (\S+) times/.exec(text)?.[1]), '×'),
    atMost('replacing one of 100,000 bindings, median', 10, found(100_000, /replacing.*?median (\S+)/), 'µs'),
    atMost('replacing one of 100,000 bindings, p99', 1000, found(100_000, /replacing.*?p99 (\S+)/), 'µs'),
  ].filter(({ reached }) => !Number.isNaN(reached))
}

function consoleGoals(): Goal[] {
  const { usableCold, usableWarm, slowestScreen, late, lateSlow } = JSON.parse(
    readFileSync(join(folder, 'console.json'), 'utf8'),
  ) as Readonly<Record<'usableCold' | 'usableWarm' | 'slowestScreen' | 'late' | 'lateSlow', number>>
  return [
    atMost('console: the journal can be used, first visit, CPU ÷ 4', 1000, usableCold, 'ms'),
    atMost('console: the same, opened again', 1000, usableWarm, 'ms'),
    atMost('console: the slowest screen from another one, CPU ÷ 4', 1000, slowestScreen, 'ms'),
    atMost('console: late frames while 100,000 rows scroll', 5, late, '%'),
    atMost('console: the same, CPU ÷ 4', 10, lateSlow, '%'),
  ]
}

function atLeast(what: string, goal: number, reached: number, unit: string): Goal {
  return { what, goal, reached, unit, atLeast: true }
}

function atMost(what: string, goal: number, reached: number, unit: string): Goal {
  return { what, goal, reached, unit, atLeast: false }
}

function isReached({ goal, reached, atLeast: more }: Goal): boolean {
  return more ? reached >= goal : reached <= goal
}

function barOf(one: Goal): Bar {
  const share = one.atLeast ? one.reached / one.goal : one.reached === 0 ? 2 : one.goal / one.reached
  return {
    label: one.what,
    share,
    said: `${shown(one.reached, one.unit)} (${one.atLeast ? '≥' : '≤'} ${shown(one.goal, one.unit)})`,
  }
}

function pageOf(goals: readonly Goal[]): string {
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1)
  const rows = goals.map(
    (one) =>
      `| ${one.what} | ${one.atLeast ? '≥' : '≤'} ${shown(one.goal, one.unit)} | ${shown(one.reached, one.unit)} | ${isReached(one) ? 'reached' : '**not reached**'} |`,
  )
  const parts = outputs.map(({ name, text }) => `## bench/${name}.ts\n\n\`\`\`\n${text.trimEnd()}\n\`\`\``)
  return `# Results

Written by \`npm run bench\`${options.quick ? ' -- --quick: too short to trust' : ''} in ${minutes} minutes. Medians; the spread stands in the full output below.

- Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}
- Load average before: ${loadBefore.toFixed(1)} (others used the machine when it is above 0.5), after: ${loadavg()[0]!.toFixed(1)}
- Server, receiver and load generator share these processors. Where a goal names a peer, both ran in this run, in turn.

${failed.map((sentence) => `- **Failed:** ${sentence}\n`).join('')}
![Figures beside their goals](RESULTS.svg)

| What | Goal | Reached | |
| --- | --- | --- | --- |
${rows.join('\n')}

${readFileSync(join(import.meta.dirname, 'NOTES.md'), 'utf8').trimEnd()}

${parts.join('\n\n')}
`
}

function shown(number: number, unit: string): string {
  const text =
    Math.abs(number) >= 100 ? Math.round(number).toLocaleString('en-US') : Number(number.toPrecision(3)).toString()
  return unit === '' || unit === '/s' || unit === '×' ? `${text}${unit}` : `${text} ${unit}`
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
