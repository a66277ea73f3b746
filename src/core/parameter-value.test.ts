import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Parameter, ParameterType } from './event-type.ts'
import type { Json } from './json.ts'
import { checkParameter, longestText, normalNumber, timeOf } from './parameter-value.ts'

const types: readonly ParameterType[] = [
  'id',
  'string',
  'enum',
  'bool',
  'int',
  'number',
  'timestamp',
  'uuid',
  'url',
  'map',
  'string[]',
  'id[]',
]

/** Values that are legal, and values that are not, for each type. */
const cases: Record<ParameterType, { readonly legal: readonly Json[]; readonly wrong: readonly Json[] }> = {
  id: { legal: ['12', 12, '', true], wrong: [{}, [], ['12']] },
  string: {
    legal: ['2', 2, -0.5, false, 'x'.repeat(longestText)],
    wrong: [{ a: 1 }, [2], 'x'.repeat(longestText + 1)],
  },
  enum: { legal: ['start', 'finish'], wrong: ['Start', '', 'stop', 1, true, ['start']] },
  bool: { legal: [true, false], wrong: ['true', 'false', 0, 1, ''] },
  int: {
    legal: [47, '47', '02', '-3', 0, '0', 2.0],
    wrong: [4.7, '4.7', '', ' ', '0x10', '1e3', '47 s', true, [47], '123456789012345678901'],
  },
  number: { legal: [0.31, '0.31', '-0.61', 12, '02'], wrong: ['', '.5', '5.', '1,5', 'NaN', 'Infinity', false, {}] },
  timestamp: {
    legal: ['2026-03-16T09:41:07.318Z', '2026-03-16T09:41:07Z', '2026-03-16T12:41:07+03:00', '2024-02-29T00:00:00Z'],
    wrong: [
      '2026-02-30T00:00:00Z',
      '2025-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-03-16',
      '2026-03-16T09:41:07',
      '2026-03-16T24:00:00Z',
      '2026-03-16T09:41:60Z',
      '2026-03-16T09:60:00Z',
      '2026-03-16T09:41:07+25:00',
      '2026-03-16T09:41:07+0300',
      '16.03.2026 09:41:07',
      1773654067318,
      '',
      true,
    ],
  },
  uuid: { legal: ['0197d2a4-5c1e-7b60-9d21-3f0a6e1b77c4', 'any-id-of-the-sender'], wrong: [7, true, {}] },
  url: {
    legal: ['https://example.com/r/3550?sig=abc', 'http://example.com', 'HTTPS://example.com/a b'],
    wrong: ['ftp://example.com/r', 'javascript:alert(1)', 'example.com', 'https://', '', 5],
  },
  map: { legal: [{}, { city: 'Kyiv', age: 30, tags: ['a'] }], wrong: [[], ['a'], 'city', 1, true] },
  'string[]': { legal: [[], ['vip', 'night'], [1, 'a']], wrong: ['vip', [{}], [null], [true], [['a']], {}] },
  'id[]': { legal: [['12', '14'], [12]], wrong: ['12', 12, [[12]], { 0: '12' }] },
}

function parameter(type: ParameterType): Parameter {
  const choices = ['start', 'finish'].map((value) => ({ value, label: { en: value, ru: value } }))
  return {
    name: 'checked',
    type,
    label: { en: 'Checked', ru: 'Проверяемый' },
    operators: [],
    pii: null,
    ...(type === 'enum' && { enum: choices }),
  }
}

for (const type of types) {
  describe(`a parameter of type ${type}`, () => {
    for (const value of cases[type].legal) {
      test(`takes ${shown(value)}`, () => assert.equal(checkParameter(parameter(type), value), null))
    }
    for (const value of cases[type].wrong) {
      test(`refuses ${shown(value)} and says what it must be`, () => {
        assert.match(checkParameter(parameter(type), value) ?? 'accepted', /^must be .+/)
      })
    }
    test('may be missing', () => assert.equal(checkParameter(parameter(type), null), null))
  })
}

test('the refusal of an enum value names the values that are legal', () => {
  assert.equal(checkParameter(parameter('enum'), 'stop'), 'must be one of start, finish')
})

test('a refusal never repeats what was sent, for it may be personal data', () => {
  const secret = fc.stringMatching(/^[a-z]{12,40}$/)
  fc.assert(
    fc.property(fc.constantFrom(...types), secret, (type, text) => {
      assert.doesNotMatch(checkParameter(parameter(type), text) ?? '', new RegExp(text))
    }),
  )
})

test('any JSON value whatever is either taken or refused with what it must be', () => {
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.jsonValue(), (type, value) => {
      const refusal = checkParameter(parameter(type), value as Json)
      assert.ok(refusal === null || /^must be .+/.test(refusal))
    }),
  )
})

describe('numbers written in different ways', () => {
  const known: readonly [Json, number | null][] = [
    ['2', 2],
    ['02', 2],
    [2, 2],
    ['2.0', 2],
    ['-7', -7],
    ['-0', 0],
    [-0, 0],
    ['0.30000000000000004', 0.30000000000000004],
    ['', null],
    [' ', null],
    [' 2', null],
    ['+2', null],
    ['0x10', null],
    ['1e3', null],
    ['1_000', null],
    ['٢', null],
    ['9007199254740993', null],
    [null, null],
    [true, null],
    [['2'], null],
    [{}, null],
  ]
  for (const [value, number] of known) {
    test(`${shown(value)} is ${number ?? 'no number'}`, () => assert.ok(Object.is(normalNumber(value), number)))
  }

  test('a whole number keeps its value with any zeros in front', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(5), (number, zeros) => {
        const written = `${number < 0 ? '-' : ''}${'0'.repeat(zeros)}${Math.abs(number)}`
        assert.equal(normalNumber(written), number + 0)
      }),
    )
  })

  test('two whole numbers are equal only when their digits are', () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 20n })
    fc.assert(
      fc.property(digits, fc.constantFrom(1n, 2n), (number, step) => {
        const first = normalNumber(String(number))
        assert.ok(first === null || first !== normalNumber(String(number + step)))
      }),
    )
  })
})

describe('moments', () => {
  test('are the same moment in any zone', () => {
    const moment = Date.UTC(2026, 2, 16, 9, 41, 7, 318)
    assert.equal(timeOf('2026-03-16T09:41:07.318Z'), moment)
    assert.equal(timeOf('2026-03-16T12:41:07.318+03:00'), moment)
    assert.equal(timeOf('2026-03-16t04:11:07.318999-05:30'), moment)
    assert.equal(timeOf('2026-03-16 09:41:07.318z'), moment)
  })

  test('are read back exactly as a computer wrote them', () => {
    const min = new Date('0000-01-01T00:00:00.000Z')
    const max = new Date('9999-12-31T23:59:59.999Z')
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        assert.equal(timeOf(date.toISOString()), date.getTime())
      }),
    )
  })

  test('of a day that the calendar does not have are none', () => {
    const two = (least: number, most: number) =>
      fc.integer({ min: least, max: most }).map((n) => `${n}`.padStart(2, '0'))
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), two(0, 14), two(0, 33), (year, month, day) => {
        const text = `${year}-${month}-${day}T00:00:00.000Z`
        const time = timeOf(text)
        assert.ok(time === null ? !isRealDay(year, +month, +day) : new Date(time).toISOString() === text)
      }),
    )
  })
})

function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && day > 0
}

function shown(value: Json): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `a text of ${text.length - 2} characters` : text
}
