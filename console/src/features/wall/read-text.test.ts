import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Piece, readText } from './read-text.ts'

/** The words alone. */
function wordsOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : wordsOf(piece.inner))).join('')
}

test('the few tags of chats are drawn, and any other stays in sight', () => {
  assert.deepEqual(readText('<b>Missed</b> &lt;i&gt;', 'html'), [{ as: 'bold', inner: ['Missed'] }, ' <i>'])
  assert.deepEqual(readText('<script>x</script>', 'html'), ['<script>x</script>'])
  assert.deepEqual(readText('<a href="javascript:x">a</a>', 'html'), ['a'])
  assert.deepEqual(readText('<b>open', 'html'), [{ as: 'bold', inner: ['open'] }])
  assert.deepEqual(readText('</b>closed', 'html'), ['closed'])
})

test('markdown: bold, escapes and links; a mask of asterisks is no emphasis', () => {
  assert.deepEqual(readText('**a** \\*b\\*', 'markdown'), [{ as: 'bold', inner: ['a'] }, ' *b*'])
  assert.deepEqual(readText('[site](https://example.com)', 'markdown'), [
    { as: 'link', href: 'https://example.com', inner: ['site'] },
  ])
  assert.equal(wordsOf(readText('\\*\\*\\*\\*\\*333', 'markdown')), '*****333')
  assert.deepEqual(readText('[x](javascript:alert(1))', 'markdown'), ['[x](javascript:alert(1))'])
})

test('asterisks: bold, links and entities; a masked phone keeps its asterisks', () => {
  assert.deepEqual(readText('*Missed* &lt;x&gt;', 'asterisks'), [{ as: 'bold', inner: ['Missed'] }, ' <x>'])
  assert.deepEqual(readText('<https://example.com|site>', 'asterisks'), [
    { as: 'link', href: 'https://example.com', inner: ['site'] },
  ])
  assert.equal(wordsOf(readText('Call ********333 and ********444', 'asterisks')), 'Call ********333 and ********444')
})

test('however long and however full of marks, a message is read to its end', () => {
  const nasty = [
    '<'.repeat(20_000),
    '*'.repeat(20_000),
    '[('.repeat(9000),
    '_a'.repeat(9000),
    '<b>'.repeat(9000),
    '*a* '.repeat(9000),
  ]
  for (const markup of ['html', 'markdown', 'asterisks', 'plain'] as const) {
    for (const text of nasty) assert.ok(readText(text, markup).length > 0)
    assert.equal(wordsOf(readText('Plain words, 1 < 2 & 3', markup)), 'Plain words, 1 < 2 & 3')
  }
  assert.ok(wordsOf(readText('x'.repeat(50_000), 'markdown')).length === 50_000)
})
