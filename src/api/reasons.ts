import type { Catalogue } from '../core/catalogue.ts'
import type { Json, JsonObject } from '../core/json.ts'
import type { Language } from '../core/sentence.ts'
import { languageAsked } from './reader-language.ts'
import type { Asked } from './route.ts'
import { inRussianWith } from './russian/in-russian.ts'
import type { Recognize } from './russian/recognize.ts'

/** Says a reason to whoever reads; what is no text, or knows no other language, stays as it is. */
export type SayReason = (reason: Json | undefined) => Json

/** What became of deliveries is kept in English, as it was said, and told in the language of whoever asks. */
export function reasonsFor({ headers }: Pick<Asked, 'headers'>, catalogue: Catalogue): SayReason {
  return reasonsIn(languageAsked(headers['accept-language']), catalogue)
}

/** The same in a language that was named otherwise. */
export function reasonsIn(language: Language, catalogue: Catalogue): SayReason {
  if (language === 'en') return (reason) => reason ?? null
  const recognize = recognizerOf(catalogue)
  return (reason) => (typeof reason === 'string' ? (recognize(reason) ?? reason) : (reason ?? null))
}

/** Kinds come with the catalogue and stay: their sentences are put in order once. */
const recognizers = new WeakMap<Catalogue, Recognize>()

function recognizerOf(catalogue: Catalogue): Recognize {
  const known = recognizers.get(catalogue)
  if (known) return known
  const kinds = [...catalogue.integrations.values(), ...catalogue.sources.values()]
  const recognize = inRussianWith(kinds.map(({ russian }) => russian ?? {}))
  recognizers.set(catalogue, recognize)
  return recognize
}

/** A delivery in the form of a list. */
export function sayRow(row: JsonObject, say: SayReason): JsonObject {
  return { ...row, reason: say(row['reason']) }
}

/** A delivery with its attempts and what is related to it. */
export function sayStory(story: JsonObject, say: SayReason): JsonObject {
  return {
    ...sayRow(story, say),
    attempts: listOf(story['attempts']).map((attempt) => ({ ...attempt, error: say(attempt['error']) })),
    related: listOf(story['related']).map((row) => sayRow(row, say)),
  }
}

/** A source with its health. */
export function saySource(source: JsonObject, say: SayReason): JsonObject {
  const health = source['health'] as JsonObject
  return { ...source, health: { ...health, message: say(health['message']) } }
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return value as readonly JsonObject[]
}
