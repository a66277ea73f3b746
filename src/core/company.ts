import type { Language } from './sentence.ts'

/** The call center as messages name it. Read anew for each message: a person may change it while the server runs. */
export interface Company {
  readonly name: string
  /** IANA zone in which its days begin and its quiet hours are meant. */
  readonly timeZone: string
  /** Of messages and of the server's own texts. */
  readonly language: Language
}
