import type { Json } from '../json.ts'

/** What one rendering may cost and how long its texts may be. */
export const limits = {
  /** Work of all blocks and filters of one rendering, in nominal nanoseconds: about 50 ms on an ordinary core. */
  work: 50_000_000,
  /** The part of it that may be done where others wait for their turn. */
  moment: 5_000_000,
  /** UTF-8 bytes of one text of the parameters. */
  leafBytes: 1_048_576,
  /** UTF-8 bytes of all parameters together. */
  wholeBytes: 2_097_152,
  /** Characters of a text that uses blocks or filters. */
  liquidLength: 65_536,
  /** Blocks inside blocks. */
  blockDepth: 32,
  /** Objects and lists inside each other in the parameters. */
  valueDepth: 64,
} as const

/** The reason a rendering is cut off. The sentence is for people. */
export class TemplateLimit extends Error {
  override readonly name: string = 'TemplateLimit'
}

/** The work it may cost is used up. */
export class WorkSpent extends TemplateLimit {
  override readonly name = 'WorkSpent'
}

/**
 * Counts the work and the bytes of one rendering, and stops it when either is used up. Work is counted in steps and characters
 * rather than read from a clock: the same template on the same event always ends the same way, however busy the machine is.
 */
export class Budget {
  #work: number
  #characters = 0

  constructor(work: number = limits.work) {
    this.#work = work
  }

  /** Pays for work that is about to be done. The unit is about a nanosecond. */
  spend(nanoseconds: number): void {
    this.#work -= nanoseconds
    if (!(this.#work >= 0)) throw new WorkSpent('the template does too much work; make its loops or its texts smaller')
  }

  /** Takes the finished text of one leaf into account. Bytes are counted only where characters leave a doubt. */
  take(text: string): void {
    this.#characters += text.length
    if (this.#characters > limits.wholeBytes) throw new TemplateLimit(tooLongTogether)
    if (text.length * 3 > limits.leafBytes && Buffer.byteLength(text) > limits.leafBytes) {
      throw new TemplateLimit('the text is longer than 1 MiB')
    }
  }

  /** Looks at everything taken, once it is all there. */
  checkWhole(value: Json): void {
    if (this.#characters * 3 <= limits.wholeBytes) return
    if (Buffer.byteLength(JSON.stringify(value)) > limits.wholeBytes) throw new TemplateLimit(tooLongTogether)
  }
}

const tooLongTogether = 'the parameters together are longer than 2 MiB'
