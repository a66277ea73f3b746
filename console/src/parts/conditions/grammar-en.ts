import type { Grammar } from './summary.ts'

const operators: Readonly<Record<string, string>> = {
  eq: 'is',
  ne: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  in: 'is any of',
  not_in: 'is none of',
  contains: 'contains',
  starts_with: 'starts with',
  exists: 'is set',
  not_exists: 'is empty',
}

const verbs: Readonly<Record<string, string>> = { ...operators, in: 'is', not_in: 'is neither' }

const ofMoments: Readonly<Record<string, string>> = {
  gt: 'is after',
  gte: 'is not before',
  lt: 'is before',
  lte: 'is not after',
}

/** How a rule is read aloud in English. */
export const grammarEn: Grammar = {
  always: 'On every event',
  when: 'When ',
  and: ' and ',
  or: ' or ',
  notSo: 'not',
  operators,
  verb: (op, parameter) => (parameter?.type === 'timestamp' ? ofMoments[op] : undefined) ?? verbs[op] ?? op,
  bare: (op, name) => [
    { kind: 'name', text: name },
    { kind: 'word', text: ` ${operators[op]}` },
  ],
  listed: (op) => ({ before: '', last: op === 'not_in' ? ' nor ' : ' or ' }),
  andMore: (count) => ` or ${count} more`,
  inside: (label, key) => `${label}: ${key}`,
}
