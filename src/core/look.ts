import type { Sentence } from './sentence.ts'

/** How messages of a kind look where they arrive, as data: whoever draws them needs to know no kind by its name. */
export interface Look {
  readonly title: Sentence
  /** `bubble` of a chat between people, `post` in a channel with a sender and cards, `letter` with its headers. */
  readonly frame: 'bubble' | 'post' | 'letter'
  /** `markdown` has `**bold**`, `asterisks` has `*bold*` and `<address|words>`. */
  readonly markup: 'plain' | 'html' | 'markdown' | 'asterisks'
  /** A color by which people know the service: `#rrggbb`. */
  readonly color: string
}
