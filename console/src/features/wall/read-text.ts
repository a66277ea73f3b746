import type { Look } from './message.ts'

/** A piece of a formatted text. */
export type Piece =
  | string
  | {
      readonly as: 'bold' | 'italic' | 'under' | 'strike' | 'code' | 'block' | 'quote'
      readonly inner: readonly Piece[]
    }
  | { readonly as: 'link'; readonly href: string; readonly inner: readonly Piece[] }

/** More than any chat takes; what stands beyond it is shown as it is. */
const longestFormatted = 8000

/** Reads a text by the markup of its look. */
export function readText(text: string, markup: Look['markup']): readonly Piece[] {
  if (text.length > longestFormatted)
    return [...readText(text.slice(0, longestFormatted), markup), text.slice(longestFormatted)]
  switch (markup) {
    case 'html':
      return readHtml(text)
    case 'markdown':
      return readMarks(text, markdown)
    case 'asterisks':
      return readMarks(text, asterisks)
    default:
      return text === '' ? [] : [text]
  }
}

type Styled = Exclude<Piece, string | { readonly as: 'link' }>['as']

interface Grammar {
  readonly marks: readonly (readonly [pattern: RegExp, as: Styled])[]
  readonly link: RegExp
  /** Takes the escapes out of a text between marks. */
  readonly plain: (text: string) => string
}

const markdown: Grammar = {
  marks: [
    [/```(?:\w*\n)?([\s\S]+?)```/, 'block'],
    [/`([^`\n]+)`/, 'code'],
    [/(?<!\\)\*\*((?:\\.|[^*\\]|\*(?!\*))+?)\*\*/, 'bold'],
    [/(?<!\\)__((?:\\.|[^_\\])+?)__/, 'under'],
    [/(?<!\\)~~((?:\\.|[^~\\])+?)~~/, 'strike'],
    [/(?<![\\*])\*((?:\\.|[^*\\\s])(?:(?:\\.|[^*\\])*?(?:\\.|[^*\\\s]))?)\*(?!\*)/, 'italic'],
    [/(?<![\\\w])_((?:\\.|[^_\\])+?)_(?!\w)/, 'italic'],
    [/^> ?([^\n]*)$/m, 'quote'],
  ],
  link: /\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s)]+)\)/,
  plain: (text) => text.replace(/\\([^\w\s])/g, '$1'),
}

const asterisks: Grammar = {
  marks: [
    [/```([\s\S]+?)```/, 'block'],
    [/`([^`\n]+)`/, 'code'],
    [/(?<![\w*])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])/, 'bold'],
    [/(?<![\w_])_([^_\s](?:[^_\n]*[^_\s])?)_(?![\w_])/, 'italic'],
    [/(?<![\w~])~([^~\s](?:[^~\n]*[^~\s])?)~(?![\w~])/, 'strike'],
    [/^(?:>|&gt;) ?([^\n]*)$/m, 'quote'],
  ],
  link: /<(https?:\/\/[^|>\s]+)(?:\|([^>]+))?>/,
  plain: (text) => entities(text),
}

/** The mark that begins first wins, and what stands inside it is read again. */
function readMarks(text: string, grammar: Grammar): readonly Piece[] {
  const pieces: Piece[] = []
  let rest = text
  while (rest !== '') {
    const first = firstMark(rest, grammar)
    const before = first ? rest.slice(0, first.match.index) : rest
    if (before !== '') pieces.push(grammar.plain(before))
    if (!first) break
    pieces.push(pieceOf(first.match, first.as, grammar))
    rest = rest.slice(first.match.index + first.match[0].length)
  }
  return pieces
}

function firstMark(text: string, grammar: Grammar): { match: RegExpExecArray; as: Styled | 'link' } | null {
  let first: { match: RegExpExecArray; as: Styled | 'link' } | null = null
  for (const [pattern, as] of [...grammar.marks, [grammar.link, 'link'] as const]) {
    const match = pattern.exec(text)
    if (match && (first === null || match.index < first.match.index)) first = { match, as }
  }
  return first
}

function pieceOf(match: RegExpExecArray, as: Styled | 'link', grammar: Grammar): Piece {
  if (as === 'link') {
    const [href, words] = match[1]!.startsWith('http') ? [match[1]!, match[2] ?? match[1]!] : [match[2]!, match[1]!]
    return { as, href, inner: [grammar.plain(words)] }
  }
  if (as === 'code' || as === 'block') return { as, inner: [grammar.plain(match[1]!)] }
  return { as, inner: readMarks(match[1]!, grammar) }
}

const tags: Readonly<Record<string, Styled>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'under',
  ins: 'under',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
  code: 'code',
  pre: 'block',
  blockquote: 'quote',
}

/** The few tags that chats take. Any other stays in sight, as the text that it is. */
function readHtml(text: string): readonly Piece[] {
  const root: Piece[] = []
  const open: {
    readonly tag: string
    readonly as: Styled | 'link' | null
    readonly href: string
    readonly inner: Piece[]
  }[] = []
  const put = (piece: Piece) => (open.at(-1)?.inner ?? root).push(piece)
  const close = () => {
    const { as, href, inner } = open.pop()!
    if (as === 'link') put({ as, href, inner })
    else if (as) put({ as, inner })
    else for (const piece of inner) put(piece)
  }
  let from = 0
  for (const match of text.matchAll(/<(\/?)([a-z]+)((?:\s[^<>]*)?)>/gi)) {
    const tag = match[2]!.toLowerCase()
    const href = /\shref\s*=\s*["']?(https?:\/\/[^"'\s>]+)/i.exec(match[3]!)?.[1] ?? ''
    const as = tag === 'a' ? (href ? 'link' : null) : tags[tag]
    if (tag !== 'a' && as === undefined) continue
    if (match.index > from) put(entities(text.slice(from, match.index)))
    from = match.index + match[0].length
    if (match[1] === '') open.push({ tag, as: as ?? null, href, inner: [] })
    else if (open.some((one) => one.tag === tag)) {
      while (open.at(-1)!.tag !== tag) close()
      close()
    }
  }
  if (from < text.length) put(entities(text.slice(from)))
  while (open.length > 0) close()
  return root
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }

function entities(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => named[name]!)
}
