/** English to Russian. `$1` stands for a value that stays as it is, `$~1` for one that is a sentence itself. */
export type Sentences = Readonly<Record<string, string>>

/** The same sentence in Russian; null when there is none, such as for the words of a library. */
export type Recognize = (english: string) => string | null

interface Pattern {
  /** The fixed words around the values. */
  readonly pieces: readonly string[]
  /** What each value is called: `$1` or `$~1`. */
  readonly marks: readonly string[]
  readonly russian: string
}

const mark = /\$~?\d/g

/** What callers send stands in our sentences: beyond these limits it is somebody’s attempt to keep us busy. */
const deepest = 3
const longest = 4000

/**
 * Recognizes sentences as they were said, with their values in them, so that whoever says one need not know that anybody
 * reads Russian. `around` are said around other sentences: what stands in between may look like any other, so they are
 * looked for before all `others`.
 */
export function recognizer(others: Sentences, around: Sentences = {}): Recognize {
  const whole = new Map(Object.entries(others).filter(([english]) => !english.includes('$')))
  const patterns = [...patternsOf(around), ...patternsOf(others)]
  const recognize = (english: string, depth: number): string | null => {
    const exact = whole.get(english)
    if (exact !== undefined) return exact
    if (depth > deepest || english.length > longest) return null
    for (const { pieces, marks, russian } of patterns) {
      const values = valuesIn(english, pieces)
      if (!values) continue
      return russian.replace(mark, (wanted) => {
        const value = values[marks.findIndex((one) => one.at(-1) === wanted.at(-1))] ?? ''
        return wanted.startsWith('$~') ? (recognize(value, depth + 1) ?? value) : value
      })
    }
    return null
  }
  return (english) => recognize(english, 0)
}

/** The surest first: one that begins with words of ours; then the one with more of them: “must be one of: …” before “… : …”. */
function patternsOf(sentences: Sentences): Pattern[] {
  return Object.entries(sentences)
    .filter(([english]) => english.includes('$'))
    .map(([english, russian]) => ({ pieces: english.split(mark), marks: english.match(mark)!, russian }))
    .toSorted((one, other) => beginning(other) - beginning(one) || weight(other) - weight(one))
}

/** The values between the fixed words; null when these are not the words. Takes as long as the text is long, whatever it holds. */
function valuesIn(text: string, pieces: readonly string[]): string[] | null {
  const [first = ''] = pieces
  const last = pieces.at(-1)!
  if (!text.startsWith(first) || !text.endsWith(last)) return null
  const values: string[] = []
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const next = text.indexOf(piece, at)
    if (next === -1) return null
    values.push(text.slice(at, next))
    at = next + piece.length
  }
  const end = text.length - last.length
  if (end < at) return null
  values.push(text.slice(at, end))
  return values.every((value) => value !== '') ? values : null
}

function beginning({ pieces }: Pattern): number {
  return pieces[0] === '' ? 0 : 1
}

function weight({ pieces }: Pattern): number {
  return pieces.join('').length
}
