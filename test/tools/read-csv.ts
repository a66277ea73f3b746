/** Reads CSV as RFC 4180 has it, character by character, and makes an object of each line after the header. */
export function readCsv(text: string, separator: string): Record<string, string>[] {
  const lines: string[][] = []
  let [line, cell, quoted]: [string[], string, boolean] = [[], '', false]
  const source = text.replace(/^\uFEFF/, '')
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!
    if (quoted && char === '"' && source[at + 1] === '"') {
      cell += '"'
      at++
    } else if (char === '"') quoted = !quoted
    else if (!quoted && char === separator) {
      line.push(cell)
      cell = ''
    } else if (!quoted && char === '\r' && source[at + 1] === '\n') {
      lines.push([...line, cell])
      ;[line, cell] = [[], '']
      at++
    } else cell += char
  }
  if (quoted || cell !== '' || line.length > 0) throw new Error('the file ends in the middle of a line')
  const [header = [], ...rows] = lines
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`a line has ${row.length} cells, the header ${header.length}`)
    return Object.fromEntries(header.map((name, at) => [name, row[at]!]))
  })
}
