import { Problem } from '../../core/problem.ts'

/** 2020-01-01: counting from here leaves room until 2054 within the 53 bits of a JavaScript number. */
const epoch = Date.UTC(2020, 0, 1)

/** Ids that one millisecond has room for; more of them run ahead into the next one. */
const idsPerMs = 8192

/** The first delivery id for this moment: greater than every id given before, whatever the clock does. */
export function nextDeliveryId(last: number, now: number): number {
  return Math.max(last + 1, (now - epoch) * idsPerMs)
}

/** A delivery id as people and programs see it. */
export function deliveryIdText(id: number): string {
  return `d${id.toString(36)}`
}

/** The number behind a delivery id, or null when the text is not one. */
export function deliveryIdNumber(text: string): number | null {
  return numberAfter('d', text)
}

/** The numbers behind delivery ids; those that are not ours are left out, for no delivery has them. */
export function deliveryIdNumbers(texts: readonly string[]): number[] {
  return texts.map(deliveryIdNumber).filter((id) => id !== null)
}

/** Where a page ended: `d` for deliveries, `e` for events. */
export type CursorLetter = 'd' | 'e'

/** The cursor after this row. */
export function cursorAfter(letter: CursorLetter, number: number): string {
  return `${letter}${number.toString(36)}`
}

/** The row a cursor stands on. Throws `cursor-invalid` when it is not one that we gave. */
export function cursorNumber(letter: CursorLetter, cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  return numberAfter(letter, cursor) ?? refuseCursor()
}

/** The cursor after a record. */
export function recordCursor(id: string): string {
  return `r${Buffer.from(id).toString('base64url')}`
}

/** The record a cursor stands on. Throws `cursor-invalid` when it is not one that we gave. */
export function recordAtCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const id = Buffer.from(cursor.slice(1), 'base64url').toString()
  return recordCursor(id) === cursor ? id : refuseCursor()
}

function numberAfter(letter: string, text: string): number | null {
  if (!/^[a-z](0|[1-9a-z][0-9a-z]{0,10})$/.test(text) || text[0] !== letter) return null
  const number = Number.parseInt(text.slice(1), 36)
  return Number.isSafeInteger(number) ? number : null
}

function refuseCursor(): never {
  throw new Problem('cursor-invalid', 'This cursor was not given by this list. Start again without a cursor.')
}
