import type { StoredEvent } from './event.ts'
import { isJsonObject, type Json, type JsonObject, own } from './json.ts'
import { maskText, maskWords } from './mask-text.ts'
import { maskPhone } from './phone.ts'
import { asText } from './template/as-text.ts'

/** A person of the call center, as the directory knows them now. Unknown parts are null. */
export interface Person {
  readonly firstName: string | null
  readonly lastName: string | null
  /** The full name as it is shown. */
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly telegramId: string | null
  readonly supervisorId: string | null
}

/** Who is meant, by one of these. */
export interface PersonRef {
  readonly id?: string
  readonly login?: string
  readonly extension?: string
  readonly name?: string
}

/** The people of the call center. Asked at sending, so that an address changed after the event still works. */
export interface Directory {
  /** Null when nobody fits, or when a name alone fits several. */
  readonly person: (ref: PersonRef) => Person | null
}

/** What `sec.*` holds for one event. */
export interface SecValues {
  /** In clear, for the message: what stands under `sec`, each asked name present, "" when not known. */
  readonly values: JsonObject
  /** The same names masked, for the journal. */
  readonly masked: JsonObject
}

/**
 * Looks up the `sec.*` variables a message asks for, with or without `sec.` before the name. Agents and supervisors come
 * from the directory, everything about the client from the event's own data.
 */
export function secValues(names: readonly string[], event: Pick<StoredEvent, 'data'>, directory: Directory): SecValues {
  const people = peopleOf(event.data, directory)
  const values: Record<string, string> = {}
  const masked: Record<string, string> = {}
  for (const asked of names) {
    const name = asked.replace(/^sec\./, '')
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined
    const value = source ? source.read(event.data, people) : ''
    values[name] = value
    masked[name] = source && value !== '' ? source.mask(value) : ''
  }
  return { values, masked }
}

interface People {
  readonly operator: () => Person | null
  readonly supervisor: () => Person | null
}

interface Source {
  readonly read: (data: JsonObject, people: People) => string
  readonly mask: (value: string) => string
}

const sources: Readonly<Record<string, Source>> = {
  OperatorEMail: { read: (_, { operator }) => operator()?.email ?? '', mask: maskText },
  OperatorPhone: { read: (_, { operator }) => operator()?.phone ?? '', mask: maskPhone },
  OperatorFirstName: { read: (_, { operator }) => firstNameOf(operator()), mask: maskWords },
  OperatorLastName: { read: (_, { operator }) => operator()?.lastName ?? '', mask: maskWords },
  OperatorTelegramId: { read: (_, { operator }) => operator()?.telegramId ?? '', mask: maskId },
  SupervisorEMail: { read: (_, { supervisor }) => supervisor()?.email ?? '', mask: maskText },
  SupervisorTelegramId: { read: (_, { supervisor }) => supervisor()?.telegramId ?? '', mask: maskId },
  SupervisorName: { read: (_, { supervisor }) => nameOf(supervisor()), mask: maskWords },
  ClientPhone: { read: (data) => firstText(data, 'phone'), mask: maskPhone },
  ClientEMail: { read: (data) => firstText(data, 'contact.email', 'details.email', 'slots.email'), mask: maskText },
  ClientName: { read: (data) => firstText(data, 'contact_name', 'contact.name', 'caller_name'), mask: maskWords },
  ClientBirthDate: { read: (data) => firstText(data, 'contact.birth_date', 'slots.birth_date'), mask: hideWhole },
  ClientAddress: { read: (data) => firstText(data, 'contact.address', 'slots.address'), mask: maskWords },
  ListValue: { read: (data) => firstText(data, 'value'), mask: maskText },
  RecordingUrl: { read: (data) => firstText(data, 'recording_url'), mask: maskUrl },
  TranscriptText: {
    read: (data) => firstText(data, 'transcript_text', 'matched_text', 'recognized_text'),
    mask: hideWhole,
  },
  CallbackPhone: { read: (data) => firstText(data, 'callback_phone', 'phone'), mask: maskPhone },
}

/** Each person is looked up once, and only when a name asks for them. */
function peopleOf(data: JsonObject, directory: Directory): People {
  const operator = once(() => findPerson(operatorRefs(data), directory))
  const supervisor = once(() => {
    const id = firstText(data, 'supervisor_id') || operator()?.supervisorId
    return id ? directory.person({ id }) : null
  })
  return { operator, supervisor }
}

/** From what is certain to what is not: a name alone comes last, and counts only when it is one person's. */
function operatorRefs(data: JsonObject): PersonRef[] {
  const [id, login, extension, name] = ['user_id', 'user_login', 'user_extension', 'user_name'].map((key) =>
    firstText(data, key),
  )
  const refs: PersonRef[] = []
  if (id) refs.push({ id })
  if (login) refs.push({ login })
  if (extension) refs.push({ extension })
  if (name) refs.push({ name })
  return refs
}

function findPerson(refs: readonly PersonRef[], directory: Directory): Person | null {
  for (const ref of refs) {
    const person = directory.person(ref)
    if (person) return person
  }
  return null
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined
  return () => {
    found ??= { value: find() }
    return found.value
  }
}

function firstNameOf(person: Person | null): string {
  return person?.firstName ?? person?.name?.trim().split(/\s+/)[0] ?? ''
}

function nameOf(person: Person | null): string {
  return person?.name ?? [person?.firstName, person?.lastName].filter(Boolean).join(' ')
}

/** The first of these paths that holds something, as text. */
function firstText(data: JsonObject, ...paths: readonly string[]): string {
  for (const path of paths) {
    const value = path
      .split('.')
      .reduce<Json | undefined>((at, key) => (isJsonObject(at) ? own(at, key) : undefined), data)
    const text = asText(value).toWellFormed()
    if (text !== '') return text
  }
  return ''
}

function maskId(text: string): string {
  return '*'.repeat(Math.max(3, text.length - 3)) + (text.length > 3 ? text.slice(-3) : '')
}

function hideWhole(): string {
  return '***'
}

/** The server is kept, so that a person sees where the link led. */
function maskUrl(text: string): string {
  return URL.canParse(text) ? `${new URL(text).origin}/***` : '***'
}
