import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { faults } from '../test/chaos/faults.ts'

/** Puts the server through every fault at full size (`npm run chaos [-- words]`) and writes the accounting to bench/CHAOS.md. */
const words = process.argv.slice(2)
const chosen = faults.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
const rows: string[] = []
let lost = 0
for (const { name, run } of chosen) {
  const startedAt = performance.now()
  const result = await run('full')
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  lost += result.lost
  const { accepted, delivered, due, duplicates, notes } = result
  rows.push(
    `| ${name} | ${accepted} | ${delivered} | ${due} | ${duplicates.afterAnswer} | ${duplicates.afterNoAnswer} | ${result.lost} | ${seconds} | ${JSON.stringify(notes)} |`,
  )
  console.log(rows.at(-1))
}
const head =
  '| fault | accepted | delivered | due | repeated after an answer that was not noted | repeated after no answer | lost | s | notes |\n|---|---|---|---|---|---|---|---|---|'
const page = `# Faults survived\n\nEach run ends with an accounting: accepted = delivered + due, lost = 0. \`npm run chaos\` repeats it.\n\n${head}\n${rows.join('\n')}\n`
if (words.length === 0) writeFileSync(join(import.meta.dirname, '../bench/CHAOS.md'), page)
process.exitCode = lost === 0 ? 0 : 1
