import type { Company } from '../core/company.ts'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import type { Language } from '../core/sentence.ts'
import { languages } from '../core/sentence.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'

const collection = 'settings'
const id = 'company'
const longestName = 100

interface Tools {
  readonly records: RecordStore
  /** What holds for everything that nobody set. */
  readonly otherwise: Company
}

/** The company's name, time zone and language: as people set them in the console, else as the server was started. */
export class CompanyRecord implements Company {
  readonly #tools: Tools
  readonly #turns = new Turns()
  #set: Partial<Company>

  static async open(tools: Tools): Promise<CompanyRecord> {
    const kept = await tools.records.record(collection, id)
    return new CompanyRecord(tools, kept === null ? {} : (JSON.parse(kept) as Partial<Company>))
  }

  private constructor(tools: Tools, set: Partial<Company>) {
    this.#tools = tools
    this.#set = set
  }

  get name(): string {
    return this.#set.name ?? this.#tools.otherwise.name
  }

  get timeZone(): string {
    return this.#set.timeZone ?? this.#tools.otherwise.timeZone
  }

  get language(): Language {
    return this.#set.language ?? this.#tools.otherwise.language
  }

  /** Takes what shall change; null goes back to how the server was started. Throws `Problem` with every wrong field. */
  change(body: unknown): Promise<void> {
    return this.#turns.run(async () => {
      const set = readChange(body, this.#set)
      await this.#tools.records.saveRecords([{ collection, id, body: JSON.stringify(set) }])
      this.#set = set
    })
  }

  /** The API's form: what holds now, and what would hold if nobody had set it. */
  show(): JsonObject {
    const { name, timeZone, language } = this.#tools.otherwise
    return {
      name: this.name,
      time_zone: this.timeZone,
      language: this.language,
      defaults: { name, time_zone: timeZone, language },
    }
  }
}

function readChange(body: unknown, before: Partial<Company>): Partial<Company> {
  const form = new Form(body)
  form.take('defaults')
  const set: { name?: string; timeZone?: string; language?: Language } = { ...before }
  const change = (field: keyof Company, name: string, read: () => string | null) => {
    if (form.take(name) === undefined) return
    const value = read()
    if (value === null) delete set[field]
    else set[field] = value as Language
  }
  change('name', 'name', () => nameIn(form))
  change('timeZone', 'time_zone', () => zoneIn(form))
  change('language', 'language', () => form.choice('language', languages, null))
  form.finish()
  return set
}

// It stands in subjects of letters, where a line break would begin another header.
function nameIn(form: Form): string | null {
  const name = form
    .text('name', { maxLength: longestName })
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  return name === '' ? null : name
}

function zoneIn(form: Form): string | null {
  const zone = form.text('time_zone', { maxLength: 100 })
  if (zone === '') return null
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return zone
  } catch {
    return form.fault('time_zone', 'must be an IANA time zone such as Europe/Berlin') ?? null
  }
}
