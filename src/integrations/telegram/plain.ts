/** How Telegram reads the text. */
export type ParseMode = 'none' | 'HTML' | 'MarkdownV2'

/** The longest message, counted as Telegram does: in UTF-16 units, after the markup is read. */
export const longestText = 4096

/** The text without its markup, as a person would read it. For texts whose markup Telegram refuses. */
export function plainText(text: string, mode: ParseMode): string {
  if (mode === 'HTML') return piecesOf(text).map(shownBy).join('')
  if (mode === 'MarkdownV2') return text.replace(/\\([_*[\]()~`>#+\-=|{}.!\\])/g, '$1')
  return text
}

/**
 * The text and mode to send so that it fits: as it is when it does, else cut with an ellipsis. HTML is cut between
 * letters, never inside a tag, an entity or a surrogate pair, and what was open is closed. MarkdownV2 cannot be cut
 * without breaking what encloses the cut, so a long one goes as plain text.
 */
export function fitText(text: string, mode: ParseMode): { readonly text: string; readonly mode: ParseMode } {
  const plain = plainText(text, mode)
  if (plain.length <= longestText) return { text, mode }
  if (mode === 'HTML') return { text: cutHtml(text), mode }
  return { text: cutPlain(plain), mode: 'none' }
}

function cutPlain(text: string): string {
  const room = longestText - 1
  const end = isHighSurrogate(text.charCodeAt(room - 1)) ? room - 1 : room
  return `${text.slice(0, end)}…`
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function cutHtml(text: string): string {
  let cut = ''
  let shown = 0
  const open: string[] = []
  for (const piece of piecesOf(text)) {
    const length = shownBy(piece).length
    if (shown + length > longestText - 1) break
    shown += length
    cut += piece
    trackTag(piece, open)
  }
  return `${cut}…${open
    .toReversed()
    .map((name) => `</${name}>`)
    .join('')}`
}

function trackTag(piece: string, open: string[]): void {
  const [, slash, name] = /^<(\/?)([a-z][\w-]*)/i.exec(piece) ?? []
  if (name === undefined) return
  if (slash === '') open.push(name)
  else if (open.at(-1) === name) open.pop()
}

/** Tags, entities and single characters, in order. A `<` that begins no tag is a character. */
function piecesOf(html: string): readonly string[] {
  return html.match(/<\/?[a-z][^<>]*>|&(?:lt|gt|amp|quot|#\d{1,7}|#x[\da-f]{1,6});|[\s\S]/giu) ?? []
}

function shownBy(piece: string): string {
  if (piece.length > 1 && piece.startsWith('<')) return ''
  if (piece.length > 1 && piece.startsWith('&')) return decoded(piece)
  return piece
}

function decoded(entity: string): string {
  const named = namedEntities[entity.toLowerCase()]
  if (named !== undefined) return named
  const digits = entity.slice(2, -1)
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits)
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity
}

const namedEntities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' }
