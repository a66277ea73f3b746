import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Accounting, Fault } from '../test/chaos/accounting.ts'
import { faults } from '../test/chaos/faults.ts'

/**
 * Puts the server through every fault at full size, or through those whose name holds one of the words given
 * (`npm run chaos -- kill backup`), and writes each accounting to test/chaos/RESULTS.md. `--quick`: as small as in the tests,
 * and nothing is written.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean' } } })
const page = join(import.meta.dirname, '../test/chaos/RESULTS.md')
const chosen = faults.filter(({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)))

for (const fault of chosen) {
  try {
    const row = await rowOf(fault)
    console.log(row)
    if (!values.quick) keep(fault.name, row)
  } catch (error) {
    console.error(`${fault.name}:`, error)
    process.exitCode = 1
  }
}

async function rowOf({ name, run }: Fault): Promise<string> {
  const startedAt = performance.now()
  const result = await run(values.quick ? 'quick' : 'full')
  if (result.lost > 0 || result.delivered + result.due + result.ended !== result.accepted) process.exitCode = 1
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  return `| ${[name, ...cells(result), seconds, notesOf(result)].join(' | ')} |`
}

function cells({ accepted, delivered, due, ended, duplicates, askedAgain, lost }: Accounting): number[] {
  return [
    accepted,
    delivered,
    due,
    ended,
    duplicates.notNoted,
    duplicates.noAnswer,
    duplicates.cutOff,
    askedAgain,
    lost,
  ]
}

function notesOf({ notes }: Accounting): string {
  return Object.entries(notes)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

/** Puts a row in the place of the one that this fault had, and leaves the others. */
function keep(name: string, row: string): void {
  const rows = new Map(rowsBefore().map((old) => [old.split(' | ')[0]!.slice(2), old]))
  rows.set(name, row)
  const inOrder = faults.flatMap((fault) => rows.get(fault.name) ?? [])
  writeFileSync(page, `${head()}\n${inOrder.join('\n')}\n`)
}

function rowsBefore(): string[] {
  try {
    const lines = readFileSync(page, 'utf8').split('\n')
    return lines.slice(lines.findIndex((line) => line.startsWith('|---')) + 1).filter((line) => line.startsWith('| '))
  } catch {
    return []
  }
}

function head(): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.versions.node}`
  const columns = [
    'fault',
    'accepted',
    'delivered',
    'due',
    'ended for a reason',
    'again: answer not noted',
    'again: no answer',
    'again: cut off',
    'again after a no',
    'lost',
    's',
    'notes',
  ]
  return `# Faults survived

Written by \`npm run chaos\`; [README](README.md) says what each run does and how to read it. Machine: ${machine}.
accepted = delivered + due + ended, and lost = 0, in every row.

| ${columns.join(' | ')} |
|${'---|'.repeat(columns.length)}`
}
