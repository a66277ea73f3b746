import type { Statements } from './statements.ts'

const numbersIn = `select distinct substr(ref, 2) from event_ref where part = ? and ref >= '#' and ref < '$'`
const numbersWithin = `${numbersIn} and instr(substr(ref, 2), ?) > 0`
const keepLines =
  'insert into numbers (part, lines) values (?, ?) on conflict (part) do update set lines = excluded.lines'
const linesOf = 'select lines from numbers where part = ?'
const newLine = 10

const isPacked = 'select 1 from numbers where part = ?'

/**
 * Keeps the numbers of a part as one text: looking through that is some fifty times as fast as through the index. To be
 * called in a transaction when no more events come to the part.
 */
export function packNumbers(part: number, statements: Statements): void {
  const numbers = statements.rows(numbersIn, part).map(([number]) => String(number))
  statements.run(keepLines, part, Buffer.from(numbers.join('\n'), 'latin1'))
}

/** To be called when keys of a part were changed or removed, so that nothing of them stays. */
export function repackNumbers(part: number, statements: Statements): void {
  if (statements.row(isPacked, part) !== undefined) packNumbers(part, statements)
}

/** The keys of all numbers of a part that have these digits in a row, as they stand in `event_ref`. */
export function numbersWith(digits: string, part: number, statements: Statements): string[] {
  const lines: unknown = statements.row(linesOf, part)?.[0]
  const numbers =
    lines instanceof Uint8Array
      ? linesWith(digits, Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength))
      : statements.rows(numbersWithin, part, digits).map(([number]) => String(number))
  return numbers.map((number) => `#${number}`)
}

function linesWith(digits: string, lines: Buffer): string[] {
  const found: string[] = []
  for (let at = lines.indexOf(digits, 0, 'latin1'); at !== -1; ) {
    const end = endOfLine(lines, at)
    found.push(lines.toString('latin1', lines.lastIndexOf(newLine, at) + 1, end))
    at = lines.indexOf(digits, end, 'latin1')
  }
  return found
}

function endOfLine(lines: Buffer, at: number): number {
  const end = lines.indexOf(newLine, at)
  return end === -1 ? lines.length : end
}
