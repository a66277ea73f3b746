/** A sentence or label as a person reads it, in both languages of the product. The Russian is written, not translated. */
export interface Sentence {
  readonly en: string
  readonly ru: string
}

/** The languages in which every sentence exists. */
export type Language = keyof Sentence
