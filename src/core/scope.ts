import type { StoredEvent } from './event.ts'
import type { Json, JsonObject } from './json.ts'
import type { Language } from './sentence.ts'
import { localDate, localTime } from './template/local-time.ts'

/** What a template's variables come from besides the event itself. */
export interface ScopeContext {
  /** IANA zone of the company's clock. */
  readonly timeZone: string
  readonly language: Language
  readonly bindingName: string
  readonly companyName: string
  /** The page of the event in the console. */
  readonly eventUrl: string
}

/** Variables that Hookswitch itself gives; an event cannot put its own values under these names. */
export const envelopeNames = [
  'event_id',
  'event_type',
  'event_no',
  'event_time',
  'received_at',
  'source',
  'correlation_id',
  'event_time_local',
  'event_date_local',
  'event_url',
  'binding_name',
  'company_name',
  'company_time_zone',
  'company_language',
] as const

/**
 * Everything a template can name for one event: its data, its envelope and the system variables. Data never overrides the
 * others, and never stands in for `sec`, which is looked up at sending. `no` is absent for an event that was never stored.
 */
export function scopeOf(event: Omit<StoredEvent, 'no'> & { readonly no?: number }, context: ScopeContext): JsonObject {
  const { timeZone, language } = context
  const envelope: Record<(typeof envelopeNames)[number], string | number | null> = {
    event_id: event.id,
    event_type: event.type,
    event_no: event.no ?? null,
    event_time: rfc3339(event.time),
    received_at: rfc3339(event.receivedAt),
    source: event.source,
    correlation_id: event.correlationId,
    event_time_local: localTime(event.time, { timeZone, language }),
    event_date_local: localDate(event.time, timeZone),
    event_url: context.eventUrl,
    binding_name: context.bindingName,
    company_name: context.companyName,
    company_time_zone: timeZone,
    company_language: language,
  }
  const scope: Record<string, Json> = { ...event.data, ...envelope }
  if (Object.hasOwn(scope, 'sec')) delete scope['sec']
  return scope
}

function rfc3339(moment: number): string | null {
  if (latest.moment === moment) return latest.text
  const date = new Date(moment)
  const text = Number.isNaN(date.getTime()) ? null : date.toISOString()
  latest = { moment, text }
  return text
}

// An event without a time of its own happened when it was received, and those of one request were received together.
let latest: { readonly moment: number; readonly text: string | null } = { moment: Number.NaN, text: null }
