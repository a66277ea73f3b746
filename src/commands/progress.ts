const barWidth = 30

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

  /** A bar for work of which the end is known. */
  showShare(what: string, share: number): void {
    const full = Math.round(Math.min(1, Math.max(0, share)) * barWidth)
    this.show(`${what} [${'█'.repeat(full)}${'░'.repeat(barWidth - full)}] ${Math.floor(share * 100)} %`)
  }

  clear(): void {
    if (this.#shown) process.stderr.write('\r\u001b[2K')
    this.#shown = false
  }
}
