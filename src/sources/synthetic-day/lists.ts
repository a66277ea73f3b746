import type { JsonObject } from '../../core/json.ts'
import type { Sentence } from '../../core/sentence.ts'
import { minute, written } from './clock-of-day.ts'
import { blacklistId, vipListId } from './inbound-calls.ts'
import type { Today } from './today.ts'
import { say } from './words.ts'

/** One change of a list, before the size afterwards is known. */
interface Change {
  readonly list: List
  readonly operation: 'add' | 'remove' | 'expire' | 'import'
  readonly time: number
  readonly value: string
  readonly count: number
  readonly more: JsonObject
}

interface List {
  readonly id: string
  readonly kind: 'blacklist' | 'vip'
  readonly name: Sentence
  readonly sizeAtMidnight: number
}

const doNotCall: List = {
  id: blacklistId,
  kind: 'blacklist',
  name: { en: 'Do not call', ru: 'Не звонить' },
  sizeAtMidnight: 1894,
}
const vip: List = { id: vipListId, kind: 'vip', name: { en: 'VIP clients', ru: 'VIP-клиенты' }, sizeAtMidnight: 212 }

const askedNotToCall: Sentence = { en: 'asked not to be called', ru: 'просил больше не звонить' }
const rude: Sentence = { en: 'threats on the phone', ru: 'угрожал оператору' }

/** Tells what entered and left the lists: by refusals, by supervisors, by an import in the morning, by time. */
export function tellListChanges(today: Today): void {
  const sizes = new Map<List, number>()
  const changes = [...refusals(today), ...byPeople(today)].toSorted((a, b) => a.time - b.time)
  for (const [no, change] of changes.entries()) {
    const { list, operation, count } = change
    const sign = operation === 'add' || operation === 'import' ? 1 : -1
    const size = (sizes.get(list) ?? list.sizeAtMidnight) + sign * count
    sizes.set(list, size)
    tellChange(change, no + 1, size, today)
  }
}

function refusals({ marks, language }: Today): Change[] {
  return marks.refusals.map(({ phone, time, callId, operator }) => ({
    list: doNotCall,
    operation: 'add',
    time: time + 400,
    value: phone,
    count: 1,
    more: {
      value_note: say(askedNotToCall, language),
      change_source: 'form',
      user_id: operator.id,
      user_name: operator.name,
      call_id: callId,
    },
  }))
}

function byPeople({ clock, newClient, randomFor, center, language }: Today): Change[] {
  const random = randomFor('lists')
  const supervisor = { change_source: 'user', user_id: center.groups[0]!.supervisorId }
  const during = () => clock.at(9) + random.whole(0, 10 * 60) * minute
  const one = (list: List, operation: Change['operation'], time: number, more: JsonObject): Change => {
    return { list, operation, time, value: newClient().phone, count: 1, more }
  }
  const imported = {
    list: doNotCall,
    operation: 'import' as const,
    time: clock.at(7, 40),
    value: '',
    count: random.whole(20, 60),
  }
  return [
    { ...imported, more: { change_source: 'import' } },
    one(doNotCall, 'expire', clock.at(7, 30), { change_source: 'system' }),
    one(doNotCall, 'add', during(), {
      ...supervisor,
      value_note: say(rude, language),
      expires_at: written(clock.at(24 * 30)),
    }),
    one(vip, 'add', during(), supervisor),
    one(vip, 'add', during(), { change_source: 'api' }),
    one(vip, 'remove', during(), supervisor),
  ]
}

function tellChange(
  { list, operation, time, value, count, more }: Change,
  no: number,
  size: number,
  today: Today,
): void {
  today.diary.tell({
    type: 'list_change',
    time,
    key: `list-${list.id}:${no}-${operation}`,
    correlationId: `list-${list.id}${value === '' ? '' : `:${value}`}`,
    data: {
      list_id: list.id,
      list_name: say(list.name, today.language),
      list_kind: list.kind,
      operation,
      value: value === '' ? undefined : value,
      value_type: 'phone',
      values_count: count,
      list_size: size,
      ...more,
    },
  })
}
