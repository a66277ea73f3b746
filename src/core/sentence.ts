/** A sentence or label as a person reads it, in both languages of the product. The Russian is written, not translated. */
export interface Sentence {
  readonly en: string
  readonly ru: string
}

/** The languages in which every sentence exists. */
export const languages = ['en', 'ru'] as const satisfies readonly (keyof Sentence)[]

/** One of them. */
export type Language = keyof Sentence
