import type { JsonObject } from '../../core/json.ts'
import type { Language, Sentence } from '../../core/sentence.ts'
import { firstNames, initials, say } from './words.ts'

/** A team with its supervisor. */
export interface Group {
  readonly id: string
  readonly name: string
  readonly supervisorId: string
}

/** Where calls wait, and whose work they are. */
export interface Queue {
  readonly id: string
  readonly name: string
  readonly group: Group
  /** The company's number that leads here. */
  readonly did: string
  /** The key to press in the menu. */
  readonly digit: string
  /** How much of the day's calls it gets. */
  readonly weight: number
}

export interface Operator {
  readonly id: string
  readonly name: string
  readonly login: string
  readonly extension: string
  readonly group: Group
  /** Which of the three shifts: 0 morning, 1 middle, 2 evening. */
  readonly shift: number
}

/** An outbound campaign. A robot one has no operators. */
export interface Dialer {
  readonly id: string
  readonly name: string
  readonly groups: readonly Group[]
  readonly did: string
  readonly work: 'renewals' | 'survey' | 'robot'
}

/** The people and the lines of the made-up call center. */
export interface Center {
  readonly language: Language
  readonly groups: readonly Group[]
  readonly operators: readonly Operator[]
  readonly queues: readonly Queue[]
  readonly surge: Queue
  readonly vip: Queue
  readonly dialers: readonly Dialer[]
}

const usualCalls = 400

/** 25 operators in 4 groups, 6 queues and 3 dialers; more operators when there are more calls than 25 can take. */
export function openCenter(calls: number, language: Language): Center {
  const groups = groupNames.map((name, at) => ({
    id: String(at + 5),
    name: say(name, language),
    supervisorId: String(at + 701),
  }))
  const [support, sales, service, outbound] = groups as [Group, Group, Group, Group]
  const queues = queuesOf({ support, sales, service }, language)
  const crews = [
    [support, 9],
    [sales, 6],
    [service, 6],
    [outbound, 4],
  ] as const
  return {
    language,
    groups,
    queues,
    surge: queues[3]!,
    vip: queues[5]!,
    operators: hire(crews, Math.max(1, calls / usualCalls), language),
    dialers: dialersOf({ sales, service, outbound }, language),
  }
}

/** The parameters that name an operator (block USER of the catalogue). */
export function userBlock({ id, name, login, extension, group }: Operator): JsonObject {
  return {
    user_id: id,
    user_name: name,
    user_login: login,
    user_extension: extension,
    group_id: group.id,
    group_name: group.name,
    supervisor_id: group.supervisorId,
  }
}

/** A first name and an initial: never a whole, possibly real, name. Different for the first 600 numbers. */
export function personName(no: number, language: Language): string {
  const [first, initial] = nameParts(no)
  return `${say(first, language)} ${say(initial, language)}.`
}

const groupNames: readonly Sentence[] = [
  { en: 'Support', ru: 'Поддержка' },
  { en: 'Sales', ru: 'Продажи' },
  { en: 'Service', ru: 'Сервис' },
  { en: 'Outbound', ru: 'Исходящие' },
]

function queuesOf(
  { support, sales, service }: Readonly<Record<'support' | 'sales' | 'service', Group>>,
  language: Language,
): Queue[] {
  const rows: readonly (readonly [Sentence, Group, number])[] = [
    [{ en: 'Support line 1', ru: 'Поддержка, линия 1' }, support, 27],
    [{ en: 'Support line 2', ru: 'Поддержка, линия 2' }, support, 14],
    [{ en: 'New orders', ru: 'Новые заказы' }, sales, 22],
    [{ en: 'Delivery', ru: 'Доставка' }, service, 19],
    [{ en: 'Bills', ru: 'Счета и оплата' }, service, 12],
    [{ en: 'VIP line', ru: 'VIP-линия' }, support, 6],
  ]
  return rows.map(([name, group, weight], at) => ({
    id: String(at + 11),
    name: say(name, language),
    group,
    did: `+1555010${at + 1}`,
    digit: String(at + 1),
    weight,
  }))
}

function hire(crews: readonly (readonly [Group, number])[], times: number, language: Language): Operator[] {
  const places = crews.flatMap(([group, size]) => {
    return Array.from({ length: Math.ceil(size * times) }, (_, at) => ({ group, shift: at % 3 }))
  })
  return places.map(({ group, shift }, no) => {
    const [first, initial] = nameParts(no)
    return {
      id: String(771 + no),
      name: personName(no, language),
      login: `${first.en}.${initial.en}`.toLowerCase(),
      extension: String(201 + no),
      group,
      shift,
    }
  })
}

function dialersOf(
  { sales, service, outbound }: Readonly<Record<'sales' | 'service' | 'outbound', Group>>,
  language: Language,
): Dialer[] {
  const rows: readonly (readonly [Sentence, readonly Group[], Dialer['work']])[] = [
    [{ en: 'Contract renewals', ru: 'Продление договоров' }, [outbound, sales], 'renewals'],
    [{ en: 'Customer survey', ru: 'Опрос клиентов' }, [outbound, service], 'survey'],
    [{ en: 'Delivery confirmation', ru: 'Подтверждение доставки' }, [], 'robot'],
  ]
  return rows.map(([name, groups, work], at) => ({
    id: String(at + 31),
    name: say(name, language),
    groups,
    did: `+1555011${at + 1}`,
    work,
  }))
}

// 11 and 20 have no common factor, so people of the same first name get all twenty initials in turn.
function nameParts(no: number): [Sentence, Sentence] {
  const round = Math.floor(no / firstNames.length)
  return [firstNames[no % firstNames.length]!, initials[(3 * (no % firstNames.length) + 11 * round) % initials.length]!]
}
