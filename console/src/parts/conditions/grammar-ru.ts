import type { Grammar } from './summary.ts'

const operators: Readonly<Record<string, string>> = {
  eq: 'равно',
  ne: 'не равно',
  gt: 'больше',
  gte: 'не меньше',
  lt: 'меньше',
  lte: 'не больше',
  in: 'одно из',
  not_in: 'ни одно из',
  contains: 'содержит',
  starts_with: 'начинается с',
  exists: 'заполнено',
  not_exists: 'пусто',
}

const verbs: Readonly<Record<string, string>> = { ...operators, eq: '—', ne: '— не', in: '—', not_in: '—' }

const ofMoments: Readonly<Record<string, string>> = {
  gt: 'позже',
  gte: 'не раньше',
  lt: 'раньше',
  lte: 'не позже',
}

/** Как правило читается вслух по-русски. Слово «поле» снимает вопрос о роде: «поле «Очередь» заполнено». */
export const grammarRu: Grammar = {
  always: 'На каждое событие',
  when: 'Когда ',
  and: ' и ',
  or: ' или ',
  notSo: 'неверно, что',
  operators,
  verb: (op, parameter) => (parameter?.type === 'timestamp' ? ofMoments[op] : undefined) ?? verbs[op] ?? op,
  bare: (op, name) => [
    { kind: 'word', text: 'поле ' },
    { kind: 'name', text: `«${name}»` },
    { kind: 'word', text: op === 'exists' ? ' заполнено' : ' пустое' },
  ],
  listed: (op, count) => {
    if (op === 'not_in' && count > 1) return { before: 'ни ', last: ', ни ' }
    return { before: op === 'not_in' ? 'не ' : '', last: ' или ' }
  },
  andMore: (count) => ` и ещё ${count}`,
  inside: (label, key) => `${label}: ${key}`,
}
