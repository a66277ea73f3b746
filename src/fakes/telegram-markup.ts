/** What Telegram makes of a text: what a reader sees, or why it cannot be parsed. */
export type Parsed = { readonly shown: string } | { readonly error: string }

/** Reads HTML as the Bot API does: its few tags, closed in order; four named entities and numbers. https://core.telegram.org/bots/api#html-style */
export function parseHtml(text: string): Parsed {
  const open: string[] = []
  let shown = ''
  let at = 0
  while (at < text.length) {
    const character = text[at]!
    if (character === '&') {
      const [entity, value] = readEntity(text.slice(at))
      shown += value
      at += entity.length
    } else if (character === '<') {
      const tag = /^<(\/?)([a-z][a-z-]*)(?:\s+[a-z-]+(?:="[^"]*")?)*\s*>/i.exec(text.slice(at))
      if (tag === null) return unparsed(`Unsupported start tag "${text.slice(at + 1, at + 8)}" at byte offset ${at}`)
      const [whole, slash, name = ''] = tag
      if (!htmlTags.has(name.toLowerCase())) return unparsed(`Unsupported start tag "${name}" at byte offset ${at}`)
      if (slash === '') open.push(name)
      else if (open.pop() !== name)
        return unparsed(`Unmatched end tag at byte offset ${at}, expected "</${open.at(-1)}>", found "</${name}>"`)
      at += whole.length
    } else {
      shown += character
      at += 1
    }
  }
  return open.length === 0 ? { shown } : unparsed(`Can't find end tag corresponding to start tag "${open.at(-1)}"`)
}

function readEntity(text: string): readonly [string, string] {
  const found = /^&(?:lt|gt|amp|quot|#(\d+)|#x([\da-f]+));/i.exec(text)
  if (found === null) return ['&', '&']
  const [entity, decimal, hexadecimal] = found
  if (decimal !== undefined) return [entity, String.fromCodePoint(Number(decimal))]
  if (hexadecimal !== undefined) return [entity, String.fromCodePoint(Number.parseInt(hexadecimal, 16))]
  return [entity, { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' }[entity.toLowerCase()] ?? entity]
}

const htmlTags = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'span',
  'tg-spoiler',
  'a',
  'tg-emoji',
  'code',
  'pre',
  'blockquote',
])

/** Reads MarkdownV2: every reserved character is either escaped or opens and closes something. https://core.telegram.org/bots/api#markdownv2-style */
export function parseMarkdown(text: string): Parsed {
  const open: string[] = []
  let shown = ''
  let at = 0
  while (at < text.length) {
    const character = text[at]!
    const marker = markers.find((each) => text.startsWith(each, at))
    const isCode = open.at(-1)?.startsWith('`') === true
    if (character === '\\' && at + 1 < text.length && text.charCodeAt(at + 1) < 127) {
      shown += text[at + 1]
      at += 2
    } else if (marker !== undefined && (!isCode || marker === open.at(-1))) {
      if (open.at(-1) === marker) open.pop()
      else if (open.includes(marker)) return unparsed(`Can't find end of the entity starting at byte offset ${at}`)
      else open.push(marker)
      at += marker.length
    } else if (character === '[' && !isCode) {
      const link = /^\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^)\\])*)\)/.exec(text.slice(at))
      if (link === null) return unparsed(`Can't find end of a URL at byte offset ${at}`)
      shown += link[1]
      at += link[0].length
    } else if (reserved.includes(character) && !isCode) {
      return unparsed(`Character '${character}' is reserved and must be escaped with the preceding '\\'`)
    } else {
      shown += character
      at += 1
    }
  }
  return open.length === 0 ? { shown } : unparsed(`Can't find end of the entity opened by ${open.at(-1)}`)
}

const markers = ['```', '||', '__', '*', '_', '~', '`']
const reserved = '_*[]()~`>#+-=|{}.!'

function unparsed(why: string): Parsed {
  return { error: `Bad Request: can't parse entities: ${why}` }
}
