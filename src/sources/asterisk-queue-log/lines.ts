/** The longest line that is read; Asterisk itself writes at most 8 KiB (main/logger.c, `ast_queue_log`). */
export const longestLine = 65_536

const lineEnd = 0x0a

/**
 * Cuts bytes into lines, however they arrive. A line counts only with its line end: what Asterisk is still writing is not
 * a line yet. A line that is too long is passed over and counted.
 */
export class Lines {
  /** How many lines were too long. */
  skipped = 0
  #parts: Uint8Array[] = []
  #length = 0
  #tooLong = false

  /** The lines that these bytes complete, oldest first, without their line ends. */
  push(bytes: Uint8Array): string[] {
    const lines: string[] = []
    let from = 0
    for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, from)) {
      this.#keep(bytes.subarray(from, end))
      if (this.#tooLong) this.skipped += 1
      else lines.push(textOf(Buffer.concat(this.#parts)))
      this.forget()
      from = end + 1
    }
    this.#keep(bytes.subarray(from))
    return lines
  }

  /** Drops the beginning of a line whose end will not come. */
  forget(): void {
    this.#parts = []
    this.#length = 0
    this.#tooLong = false
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#length += bytes.length
    if (this.#length > longestLine) {
      this.#tooLong = true
      this.#parts = []
    } else this.#parts.push(Uint8Array.from(bytes)) // a copy: whoever reads may use its buffer again
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows1251 = new TextDecoder('windows-1251')

/** Older servers in Russian-speaking offices write names in windows-1251; whatever else is not UTF-8 reads as that too. */
function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return windows1251.decode(bytes)
  }
}
