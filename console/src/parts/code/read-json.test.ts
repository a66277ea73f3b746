import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readJson, readJsonObject, withStraightQuotes } from './read-json.ts'

test('whatever JSON can say is read as JSON reads it, and nothing of it is lost', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
      const written = JSON.stringify(JSON.parse(text), null, indent)
      if (/\{\{/.test(written)) return
      const { value, findings } = readJson(written)
      assert.equal(JSON.stringify(value), JSON.stringify(JSON.parse(written)))
      assert.deepEqual(
        findings.filter(({ isError }) => isError),
        [],
      )
    }),
    { numRuns: 2000 },
  )
})

test('any text is either JSON for both of us or for neither, and never more than told', () => {
  const pieces = fc.constantFrom(...'{}[]",:\\ 0-1.eEtrufalsn\n', 'true', 'null', '"a"', '\\u00e9', '«', '”', '\u0007')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const text = parts.join('')
      if (text.includes('{{')) return
      let expected: unknown
      try {
        expected = JSON.parse(text)
      } catch {
        expected = undefined
      }
      const { value, findings } = readJson(text)
      if (expected === undefined)
        assert.ok(
          findings.some(({ isError }) => isError),
          text,
        )
      else assert.deepEqual(value, expected, text)
      for (const { from, to } of findings) assert.ok(from >= 0 && from <= to && to <= text.length, text)
    }),
    { numRuns: 5000 },
  )
})

test('a variable without quotes is a value of its own', () => {
  const { value, findings } = readJson('{"no": {{event_no}}, "list": [{{ phone }}, 1], "s": "{{a}} {{b}}"}')
  assert.deepEqual(findings, [])
  assert.deepEqual(value, { no: '{{event_no}}', list: ['{{ phone }}', 1], s: '{{a}} {{b}}' })
})

test('hostile keys stay keys', () => {
  const text = '{"__proto__": {"a": 1}, "constructor": 2, "": 3, "10": 4, "9": 5}'
  const value = readJson(text).value as Record<string, unknown>
  assert.deepEqual(Object.keys(value).sort(), ['', '10', '9', '__proto__', 'constructor'])
  assert.equal(Object.getPrototypeOf(value), Object.prototype)
  assert.equal(JSON.stringify(value), JSON.stringify(JSON.parse(text)))
})

const faults: readonly [name: string, text: string, code: string, from: number][] = [
  ['two variables without a comma', '{"a": {{x}} {{y}}}', 'comma', 12],
  ['«ёлочки» for quotes', '{«phone»: 1}', 'quotes', 1],
  ['quotes of an office program around a value', '{"a": “b”}', 'quotes', 6],
  ['a variable that is never closed', '{"a": {{x }', 'template', 6],
  ['a text that is never closed', '{"a": "b}', 'string', 6],
  ['a line break in a text', '{"a": "b\nc"}', 'string', 6],
  ['a comma too many', '{"a": 1,}', 'key', 8],
  ['something behind the end', '{"a": 1} x', 'rest', 9],
  ['an unknown word', '{"a": yes}', 'value', 6],
  ['no colon', '{"a" 1}', 'colon', 5],
  ['a strange escape', '{"a": "\\q"}', 'escape', 8],
  ['nothing at all', '', 'value', 0],
  ['a list where an object is needed', '[1]', 'object', 0],
  ['ten thousand brackets', '['.repeat(10_000), 'deep', 201],
]

for (const [name, text, code, from] of faults) {
  test(`what is wrong with JSON is told with its place: ${name}`, () => {
    const finding = readJsonObject(text).findings.find(({ isError }) => isError)
    assert.deepEqual([finding?.code, finding?.from], [code, from])
    assert.equal(readJsonObject(text).value, undefined)
  })
}

test('what would get lost is told, though it can be read', () => {
  const { value, findings } = readJson('{"a": 1, "a": 2, "id": 12345678901234567890, "ok": 1.50, "big": 1e400}')
  assert.deepEqual((value as Record<string, unknown>)['a'], 2)
  assert.deepEqual(
    findings.map(({ code, name, isError }) => [code, name, isError]),
    [
      ['duplicate', 'a', false],
      ['digits', '12345678901234567890', false],
      ['digits', '1e400', false],
    ],
  )
})

test('straight quotes replace typographic ones, but not inside a text that quotes somebody', () => {
  const mended = withStraightQuotes('{«phone»: "{{phone}}", “note”: "«Sales» said \\"“hi”\\"", „n“: 1}')
  assert.equal(mended, '{"phone": "{{phone}}", "note": "«Sales» said \\"“hi”\\"", "n": 1}')
  assert.deepEqual(readJson(mended).findings, [])
})
