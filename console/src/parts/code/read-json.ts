import type { Json } from '../../api/bindings.ts'

export type FindingCode =
  | 'value'
  | 'key'
  | 'colon'
  | 'comma'
  | 'string'
  | 'escape'
  | 'rest'
  | 'object'
  | 'deep'
  | 'quotes'
  | 'template'
  | 'duplicate'
  | 'digits'

/** Something to say about a place in a JSON text. */
export interface Finding {
  readonly code: FindingCode
  readonly from: number
  readonly to: number
  /** False: it can be read, but not everything in it survives. */
  readonly isError: boolean
  /** The key or the number that it is about. */
  readonly name: string
}

export interface ReadJson {
  /** Undefined when it cannot be read. */
  readonly value: Json | undefined
  readonly findings: readonly Finding[]
}

/**
 * Reads JSON in which a `{{…}}` may stand where a value would: it means the text `"{{…}}"`, whose value keeps its own type
 * when it is filled in. Tells where and why it cannot be read, and what would get lost: a key that stands twice, the digits
 * of a number that is too long.
 */
export function readJson(text: string): ReadJson {
  const reader = new Reader(text)
  try {
    return { value: reader.readAll(), findings: reader.findings }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return { value: undefined, findings: [...reader.findings, error.finding] }
  }
}

/** The same for the parameters of a binding, which are an object. */
export function readJsonObject(text: string): ReadJson {
  const read = readJson(text)
  if (read.value === undefined || (typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)))
    return read
  const finding: Finding = { code: 'object', from: 0, to: text.length, isError: true, name: '' }
  return { value: undefined, findings: [...read.findings, finding] }
}

class Stop extends Error {
  readonly finding: Finding
  constructor(finding: Finding) {
    super(finding.code)
    this.finding = finding
  }
}

const deepest = 200
const typographic = /[“”„‟«»‘’]/
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Reader {
  readonly findings: Finding[] = []
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  readAll(): Json {
    const value = this.#value(0)
    this.#space()
    if (this.#at < this.#text.length) this.#stop('rest')
    return value
  }

  #value(depth: number): Json {
    if (depth > deepest) this.#stop('deep')
    this.#space()
    if (this.#text.startsWith('{{', this.#at)) return this.#template()
    const sign = this.#text[this.#at]
    if (sign === '{') return this.#object(depth)
    if (sign === '[') return this.#list(depth)
    if (sign === '"') return this.#string()
    return this.#literal()
  }

  #template(): string {
    const from = this.#at
    const close = this.#text.indexOf('}}', from)
    if (close === -1) this.#stop('template', this.#text.length)
    this.#at = close + 2
    return this.#text.slice(from, this.#at)
  }

  #object(depth: number): Json {
    const entries: [string, Json][] = []
    const names = new Set<string>()
    this.#at += 1
    this.#space()
    if (this.#took('}')) return {}
    do {
      this.#space()
      const from = this.#at
      if (this.#text[from] !== '"') this.#stop('key')
      const name = this.#string()
      if (names.has(name)) this.findings.push({ code: 'duplicate', from, to: this.#at, isError: false, name })
      names.add(name)
      this.#space()
      if (!this.#took(':')) this.#stop('colon')
      entries.push([name, this.#value(depth + 1)])
      this.#space()
    } while (this.#took(','))
    if (!this.#took('}')) this.#stop('comma')
    return Object.fromEntries(entries)
  }

  #list(depth: number): Json {
    const items: Json[] = []
    this.#at += 1
    this.#space()
    if (this.#took(']')) return items
    do {
      items.push(this.#value(depth + 1))
      this.#space()
    } while (this.#took(','))
    if (!this.#took(']')) this.#stop('comma')
    return items
  }

  #string(): string {
    const from = this.#at
    let read = ''
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const sign = this.#text[this.#at]!
      if (sign === '"') {
        this.#at += 1
        return read
      }
      if (sign < ' ') break
      read += sign === '\\' ? this.#escape() : sign
    }
    const end = this.#at
    this.#at = from
    return this.#stop('string', end)
  }

  /** Leaves the last character of the escape to the loop around. */
  #escape(): string {
    this.#at += 1
    const sign = this.#text[this.#at] ?? ''
    if (sign === 'u') {
      const code = this.#text.slice(this.#at + 1, this.#at + 5)
      if (!/^[\da-f]{4}$/i.test(code)) this.#stop('escape')
      this.#at += 4
      return String.fromCharCode(Number.parseInt(code, 16))
    }
    const meant = escapes[sign]
    return meant ?? this.#stop('escape')
  }

  #literal(): Json {
    const from = this.#at
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(
      this.#text.slice(from, from + 400),
    )?.[0]
    if (word === undefined) return this.#stop('value')
    this.#at += word.length
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    const value = Number(word)
    if (losesDigits(word, value)) this.findings.push({ code: 'digits', from, to: this.#at, isError: false, name: word })
    return Number.isFinite(value) ? value : null
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #took(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    return true
  }

  #stop(code: FindingCode, to?: number): never {
    const from = Math.min(this.#at, this.#text.length)
    const isQuote = code !== 'string' && typographic.test(this.#text[from] ?? '')
    const end = Math.max(to ?? from + 1, from)
    throw new Stop({
      code: isQuote ? 'quotes' : code,
      from,
      to: Math.min(end, this.#text.length),
      isError: true,
      name: '',
    })
  }
}

/** 12345678901234567890 comes back as 12345678901234567000, 1e999 not at all. */
function losesDigits(word: string, value: number): boolean {
  if (!Number.isFinite(value)) return true
  const digits = (text: string) => (text.split(/[eE]/)[0] ?? '').replace(/\D/g, '').replace(/^0+|0+$/g, '')
  return digits(word) !== digits(value.toString()) && digits(word).length > 15
}

/** Straight quotes in place of “these” and «ёлочки», wherever they stand outside a text that has straight ones already. */
export function withStraightQuotes(text: string): string {
  let isInside = false
  let straight = ''
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!
    if (isInside && sign === '\\') {
      straight += sign + (text[at + 1] ?? '')
      at += 1
      continue
    }
    if (sign === '"') isInside = !isInside
    straight += !isInside && /[“”„‟«»]/.test(sign) ? '"' : sign
  }
  return straight
}
