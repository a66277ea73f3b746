/** A part of a text in Markdown. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly isNumbered: boolean; readonly first: number; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'paragraph'; readonly text: string }

/** Cuts a text into blocks. */
export function blocksOf(text: string): Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  let at = 0
  const takeWhile = (holds: (line: string) => boolean): string[] => {
    const from = at
    while (at < lines.length && holds(lines[at]!)) at++
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at]!
    const heading = /^(#{1,4}) +(.*)$/.exec(line)
    if (line.trim() === '') at++
    else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
      at++
    } else if (line.trimStart().startsWith('```')) {
      at++
      blocks.push({ kind: 'code', text: takeWhile((one) => !one.trimStart().startsWith('```')).join('\n') })
      at++
    } else if (line.startsWith('|')) {
      const rows = takeWhile((one) => one.startsWith('|')).filter((one) => !/^[|\s:-]+$/.test(one))
      blocks.push({ kind: 'table', rows: rows.map(cellsOf) })
    } else if (bullet.test(line)) {
      blocks.push(listOf(takeWhile((one) => bullet.test(one) || /^\s{2,}\S/.test(one))))
    } else {
      const some = takeWhile((one) => one.trim() !== '' && !startsBlock(one))
      // A line that looks like the start of a block and is none must not be read for ever.
      blocks.push({ kind: 'paragraph', text: some.length > 0 ? some.join(' ') : lines[at++]! })
    }
  }
  return blocks
}

const bullet = /^\s{0,1}(?:[-*]|\d+\.) +/

function startsBlock(line: string): boolean {
  return /^#{1,4} /.test(line) || line.trimStart().startsWith('```') || line.startsWith('|') || bullet.test(line)
}

function listOf(lines: readonly string[]): Block {
  const items: string[] = []
  for (const line of lines) {
    if (bullet.test(line)) items.push(line.replace(bullet, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  const first = /^\s*(\d+)\./.exec(lines[0]!)
  return { kind: 'list', isNumbered: first !== null, first: Number(first?.[1] ?? 1), items }
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
}
