import { readFileSync } from 'node:fs'

// Preloaded into a server under test, in each of its threads: the time of day is as far off as the file that CHAOS_CLOCK
// names says, in milliseconds. The steady clock goes on as it is, as it does when somebody sets the clock of a machine.

/** How often the file is looked at. */
const lookMs = 20

const trueNow = Date.now.bind(Date)
let offBy = 0
let lookedAt = Number.NEGATIVE_INFINITY

Date.now = () => {
  const steady = performance.now()
  if (steady - lookedAt >= lookMs) {
    lookedAt = steady
    offBy = readOffset()
  }
  return trueNow() + offBy
}

function readOffset(): number {
  try {
    return Number(readFileSync(String(process.env['CHAOS_CLOCK']), 'utf8'))
  } catch {
    return offBy
  }
}
