/** One line in the terminal that is written over and over; nothing at all where there is no terminal to write over. */
export class ProgressLine {
  readonly #visible: boolean
  #shown = false

  constructor(wanted: boolean, stream: { isTTY?: boolean } = process.stderr) {
    this.#visible = wanted && stream.isTTY === true
  }

  show(text: string): void {
    if (!this.#visible) return
    process.stderr.write(`\r\u001b[2K${text}`)
    this.#shown = true
  }

  clear(): void {
    if (this.#shown) process.stderr.write('\r\u001b[2K')
    this.#shown = false
  }
}
