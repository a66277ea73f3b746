import { accessSentences } from './access.ts'
import { eventSentences } from './events.ts'
import { fieldSentences } from './fields.ts'
import { requestSentences } from './requests.ts'
import { ruleSentences } from './rules.ts'
import { templateSentences } from './templates.ts'

/** English to Russian. `$1` stands for a value that stays as it is, `$~1` for one that is a sentence itself. */
export const sentences: Readonly<Record<string, string>> = {
  ...fieldSentences,
  ...accessSentences,
  ...requestSentences,
  ...ruleSentences,
  ...templateSentences,
  ...eventSentences,
}

interface Pattern {
  /** The fixed words around the values. */
  readonly pieces: readonly string[]
  /** What each value is called: `$1` or `$~1`. */
  readonly marks: readonly string[]
  readonly russian: string
}

const mark = /\$~?\d/g
const whole = new Map(Object.entries(sentences).filter(([english]) => !english.includes('$')))
// The more fixed words, the surer: “must be one of: …” comes before “… : …”.
const patterns: readonly Pattern[] = Object.entries(sentences)
  .filter(([english]) => english.includes('$'))
  .map(([english, russian]) => ({ pieces: english.split(mark), marks: english.match(mark)!, russian }))
  .toSorted((one, other) => weight(other) - weight(one))

/** What callers send stands in our sentences: beyond these limits it is somebody’s attempt to keep us busy. */
const deepest = 3
const longest = 4000

/**
 * The same sentence in Russian; null when there is none, such as for the words of a library. The sentence is recognized as
 * it was said, with its values in it, so that whoever says it need not know that anybody reads Russian.
 */
export function inRussian(english: string, depth = 0): string | null {
  const exact = whole.get(english)
  if (exact !== undefined) return exact
  if (depth > deepest || english.length > longest) return null
  for (const { pieces, marks, russian } of patterns) {
    const values = valuesIn(english, pieces)
    if (!values) continue
    return russian.replace(mark, (wanted) => {
      const value = values[marks.findIndex((one) => one.at(-1) === wanted.at(-1))] ?? ''
      return wanted.startsWith('$~') ? (inRussian(value, depth + 1) ?? value) : value
    })
  }
  return null
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

function weight({ pieces }: Pattern): number {
  return pieces.join('').length
}
