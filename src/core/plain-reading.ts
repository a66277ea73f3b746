/** A text as a person would read it, and where each character of it stands in the text as it is. */
export interface PlainReading {
  /** In lower case, with escapes of JSON, HTML and addresses read as the characters they stand for. */
  readonly text: string
  /** Where the character at this place of `text` begins in the original; its length for the end. */
  readonly placeOf: (at: number) => number
}

/** Reads a text in one pass, however often it was escaped; what is no escape is read as it is. */
export function readPlainly(raw: string): PlainReading {
  if (!/[%&\\]/.test(raw)) return { text: lowered(raw), placeOf: (at) => at }
  const places: number[] = []
  let text = ''
  let at = 0
  const add = (character: string, place: number) => {
    text += character
    for (let unit = 0; unit < character.length; unit++) places.push(place)
  }
  for (const found of raw.matchAll(escapes)) {
    for (; at < found.index; at++) add(raw[at]!, at)
    add(meaning(found), at)
    at += found[0].length
  }
  for (; at < raw.length; at++) add(raw[at]!, at)
  places.push(raw.length)
  return { text: lowered(text), placeOf: (place) => places[place] ?? raw.length }
}

const percent = (digits: string) => `%(?:25){0,3}${digits}`
const following = percent('[89abAB][\\da-fA-F]')
const escapes = new RegExp(
  [
    // A whole character of UTF-8, or one byte that is none.
    `(?<bytes>${percent('[cdCD][\\da-fA-F]')}${following}|${percent('[eE][\\da-fA-F]')}(?:${following}){2}|${percent('[fF][0-7]')}(?:${following}){3}|${percent('[\\da-fA-F]{2}')})`,
    String.raw`\\{1,8}u(?<unit>[\da-fA-F]{4})`,
    String.raw`\\{1,8}(?<mark>[nrtbf"'/])`,
    String.raw`&(?:amp;){0,3}(?:#(?<decimal>\d{1,7})|#[xX](?<hex>[\da-fA-F]{1,6})|(?<named>nbsp|amp|lt|gt|quot|apos));`,
  ].join('|'),
  'g',
)
const decoder = new TextDecoder()
const named: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function meaning({ groups = {} }: RegExpExecArray): string {
  const { bytes, unit, mark, decimal, hex, named: name } = groups
  if (bytes !== undefined) {
    // `%25` again and again before the digits is only a percent sign that was encoded once more.
    const pairs = [...bytes.matchAll(/%(?:25)*([\da-fA-F]{2})/g)].map(([, pair]) => Number.parseInt(pair!, 16))
    return decoder.decode(Uint8Array.from(pairs))
  }
  if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16))
  if (mark !== undefined) return /[nrtbf]/.test(mark) ? ' ' : mark
  if (name !== undefined) return named[name] ?? ' '
  const code = decimal === undefined ? Number.parseInt(hex ?? '20', 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}

/** In lower case, as long as before: a few letters become two, and those stay as they are. */
function lowered(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return Array.from(text, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('')
}
