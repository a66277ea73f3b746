import type { Binding, BindingOptions, QuietHours } from '../core/binding.ts'
import type { Catalogue } from '../core/catalogue.ts'
import type { Condition } from '../core/condition.ts'
import { checkCondition } from '../core/condition-check.ts'
import { checkFields } from '../core/field-check.ts'
import { Form } from '../core/form.ts'
import type { IntegrationKind } from '../core/integration.ts'
import type { Json, JsonObject } from '../core/json.ts'
import { compileTemplate } from '../core/template.ts'

/** A binding as a person wrote it, checked, before it has an id and a version. */
export type BindingDraft = Omit<Binding, 'id' | 'version' | 'createdAt' | 'updatedAt'>

/** What a binding can be checked against. */
export interface FormTools {
  readonly catalogue: Catalogue
  readonly kindOf: (integrationId: string) => IntegrationKind | null
}

const longestDelayS = 30 * 24 * 3600
const longestSchedule = 50
const longestWindowS = 24 * 3600

/** Reads the API's form of a binding. Throws `Problem` with every wrong field. */
export function readBindingForm(body: unknown, tools: FormTools): BindingDraft {
  const form = new Form(body)
  for (const shownOnly of ['id', 'version', 'created_at', 'updated_at', 'stats', 'summary']) form.take(shownOnly)
  const name = form.text('name', { required: true, maxLength: 200 })
  const enabled = form.flag('enabled', true)
  const eventType = form.text('event_type', { required: true })
  const integrationId = form.text('integration_id', { required: true })
  const type = tools.catalogue.eventTypes.get(eventType)
  if (eventType !== '' && !type)
    form.fault('event_type', `must be one of: ${[...tools.catalogue.eventTypes.keys()].join(', ')}`)
  const kind = tools.kindOf(integrationId)
  if (integrationId !== '' && !kind) form.fault('integration_id', 'is not an integration of ours')
  const written = form.take('conditions') ?? null
  const conditions = form.gather<Condition | null>(
    () => (written === null ? null : checkCondition(written, tools.catalogue.parametersOf(eventType))),
    null,
  )
  const parameters = readParameters(form, kind)
  const options = readOptions(form)
  form.finish()
  return { name, enabled, eventType, integrationId, conditions, parameters, options }
}

/** The API's form of a binding. */
export function showBinding(binding: Binding): JsonObject {
  return {
    id: binding.id,
    version: binding.version,
    name: binding.name,
    enabled: binding.enabled,
    event_type: binding.eventType,
    integration_id: binding.integrationId,
    conditions: binding.conditions as Json,
    parameters: binding.parameters,
    options: showOptions(binding.options),
    created_at: new Date(binding.createdAt).toISOString(),
    updated_at: new Date(binding.updatedAt).toISOString(),
  }
}

function readParameters(form: Form, kind: IntegrationKind | null): JsonObject {
  const sent = form.take('parameters') ?? {}
  return form.gather<JsonObject>(() => {
    const checked = kind
      ? checkFields(kind.parameters, sent, {
          path: 'parameters',
          anyOther: kind.anyParameters === true,
          templates: true,
        })
      : {}
    compileTemplate(checked, 'parameters')
    return checked
  }, {})
}

function readOptions(form: Form): BindingOptions {
  const options = form.inner('options') ?? new Form({}, 'options')
  const read: BindingOptions = {
    delayS: options.number('delay_s', { min: 0, max: longestDelayS, fallback: 0 }),
    throttle: readThrottle(options),
    quietHours: readQuietHours(options),
    digest: readDigest(options),
    retry: readRetry(options),
    expireS: options.number('expire_s', { min: 1, max: longestDelayS, fallback: null }),
  }
  form.close(options)
  return read
}

function readThrottle(options: Form): BindingOptions['throttle'] {
  const throttle = options.inner('throttle')
  if (!throttle) return null
  const read = {
    count: throttle.number('count', { min: 1, max: 100_000, whole: true, fallback: 1 }),
    perS: throttle.number('per_s', { min: 1, max: 86_400, fallback: 60 }),
    key: throttle.text('key', { maxLength: 200 }) || null,
  }
  options.close(throttle)
  return read
}

function readDigest(options: Form): BindingOptions['digest'] {
  const digest = options.inner('digest')
  if (!digest) return null
  if (!digest.has('window_s')) digest.fault('window_s', 'is required: how many seconds are gathered into one message')
  const read = {
    windowS: digest.number('window_s', { min: 1, max: longestWindowS, fallback: 60 }),
    key: digest.text('key', { maxLength: 200 }) || null,
  }
  options.close(digest)
  return read
}

function readQuietHours(options: Form): QuietHours | null {
  const quiet = options.inner('quiet_hours')
  if (!quiet) return null
  const read: QuietHours = {
    from: timeOfDay(quiet, 'from'),
    to: timeOfDay(quiet, 'to'),
    timeZone: zoneOf(quiet),
    days: weekdaysOf(quiet),
    action: quiet.choice('action', ['skip', 'wait'], 'skip'),
  }
  options.close(quiet)
  return read
}

function timeOfDay(form: Form, name: string): string {
  const time = form.text(name, { required: true })
  if (time !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) form.fault(name, 'must be a time of day such as 22:00')
  return time
}

function zoneOf(form: Form): string | null {
  const zone = form.text('time_zone') || null
  if (zone !== null && !isTimeZone(zone)) form.fault('time_zone', 'must be an IANA time zone such as Europe/Kyiv')
  return zone
}

/** True for a time zone that this machine knows by its IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function weekdaysOf(form: Form): readonly number[] | null {
  const days = form.take('days')
  if (days === undefined || days === null) return null
  const legal =
    Array.isArray(days) &&
    days.length > 0 &&
    days.every((day) => Number.isInteger(day) && Number(day) >= 1 && Number(day) <= 7)
  if (!legal) form.fault('days', 'must be a list of weekdays from 1 (Monday) to 7 (Sunday)')
  return legal ? (days as number[]) : null
}

function readRetry(options: Form): BindingOptions['retry'] {
  const retry = options.inner('retry')
  if (!retry) return null
  const schedule = retry.take('schedule_s')
  const legal =
    Array.isArray(schedule) &&
    schedule.length > 0 &&
    schedule.length <= longestSchedule &&
    schedule.every((wait) => typeof wait === 'number' && wait >= 0 && wait <= longestDelayS)
  if (!legal) retry.fault('schedule_s', `must be a list of 1 to ${longestSchedule} waits in seconds`)
  options.close(retry)
  return legal ? { scheduleS: schedule as number[] } : null
}

function showOptions(options: BindingOptions): JsonObject {
  return {
    delay_s: options.delayS,
    throttle: options.throttle && {
      count: options.throttle.count,
      per_s: options.throttle.perS,
      key: options.throttle.key,
    },
    quiet_hours: options.quietHours && {
      from: options.quietHours.from,
      to: options.quietHours.to,
      time_zone: options.quietHours.timeZone,
      days: options.quietHours.days as Json,
      action: options.quietHours.action,
    },
    digest: options.digest && { window_s: options.digest.windowS, key: options.digest.key },
    retry: options.retry && { schedule_s: options.retry.scheduleS },
    expire_s: options.expireS,
  }
}
