/** One thing that `check` looked at. The sentence says what is wrong and what to do. */
export interface Finding {
  readonly what: string
  /** False: the server would not start, or not for long. */
  readonly fine: boolean
  /** True for what works today and should be seen to all the same. */
  readonly warning?: boolean
  readonly sentence: string
}

/** Fine, with the sentence that the look gives, unless it throws: then its error is what is wrong. */
export async function look(what: string, at: () => Promise<string>): Promise<Finding> {
  try {
    return { what, fine: true, sentence: await at() }
  } catch (error) {
    return { what, fine: false, sentence: error instanceof Error ? error.message : String(error) }
  }
}
