import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Framing, longestLineBytes, longestMessageBytes } from './framing.ts'
import { eventName, field, valuesOf } from './message.ts'

test('the greeting has no blank line after it and is not taken for a message', () => {
  const framing = new Framing()
  const messages = framing.push(bytes('Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nMessage: hi\r\n\r\n'))
  assert.equal(framing.banner, '9.0.0')
  assert.deepEqual(
    messages.map((message) => field(message, 'response')),
    ['Success'],
  )
})

test('a name in Cyrillic survives however the network cuts it', () => {
  const whole = bytes('Event: AgentConnect\r\nMemberName: Иванова Яна 📞\r\n\r\nEvent: Hangup\r\n\r\n')
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), (cuts) => {
      const framing = new Framing()
      const edges = [0, ...cuts.sort((a, b) => a - b), whole.length]
      const messages = edges.flatMap((edge, i) => framing.push(whole.subarray(edges[i - 1] ?? 0, edge)))
      assert.deepEqual(messages.map(eventName), ['agentconnect', 'hangup'])
      assert.equal(field(messages[0]!, 'membername'), 'Иванова Яна 📞')
    }),
  )
})

test('a key that comes twice keeps both values', () => {
  const [message] = new Framing().push(bytes('Event: Newchannel\r\nChanVariable: a=1\r\nCHANVARIABLE: b=2\r\n\r\n'))
  assert.deepEqual(valuesOf(message!, 'chanvariable'), ['a=1', 'b=2'])
})

test('a line of a megabyte is dropped and the message around it stays', () => {
  const framing = new Framing()
  const head = framing.push(bytes('Event: VarSet\r\nValue: '))
  const filler = new Uint8Array(64_000).fill(120)
  const middle = Array.from({ length: 17 }, () => framing.push(filler)).flat()
  const [message] = framing.push(bytes('\r\nVariable: LONG\r\n\r\n'))
  assert.deepEqual([...head, ...middle], [])
  assert.equal(field(message!, 'variable'), 'LONG')
  assert.equal(message!.has('value'), false)
})

test('a line of exactly the limit is kept, one byte more is not', () => {
  const line = (length: number) => `K: ${'v'.repeat(length - 3)}`
  const [kept] = new Framing().push(bytes(`Event: E\n${line(longestLineBytes)}\n\n`))
  const [cut] = new Framing().push(bytes(`Event: E\n${line(longestLineBytes + 1)}\n\n`))
  assert.equal(field(kept!, 'k').length, longestLineBytes - 3)
  assert.equal(cut!.has('k'), false)
})

test('a message that never ends does not grow without bound', () => {
  const framing = new Framing()
  const line = bytes(`Event: X\r\nFiller: ${'y'.repeat(50_000)}\r\n`)
  for (let i = 0; i < 60; i += 1) assert.deepEqual(framing.push(line), [])
  const [message] = framing.push(bytes('\r\n'))
  const kept = [...message!.values()].flat().join('').length
  assert.ok(kept <= longestMessageBytes, `${kept} bytes were kept`)
})

test('any bytes at all give messages or nothing, never an error', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (chunks) => {
      const framing = new Framing()
      for (const chunk of chunks) framing.push(chunk)
      const [message] = framing.push(bytes('\r\n\r\nEvent: Hangup\r\n\r\n')).slice(-1)
      assert.equal(eventName(message!), 'hangup')
    }),
  )
})

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
