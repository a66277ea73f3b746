import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { blocksOf } from './markdown-blocks.ts'

const src = join(import.meta.dirname, '../../../src')

test('every guide is understood: no mark of a block is left in its words', () => {
  const guides = globSync('{integrations,sources}/*/guide.*.md', { cwd: src })
  assert.ok(guides.length > 20)
  for (const guide of guides) {
    const blocks = blocksOf(readFileSync(join(src, guide), 'utf8'))
    assert.equal(blocks[0]?.kind, 'heading', guide)
    for (const block of blocks) {
      if (block.kind === 'paragraph') assert.doesNotMatch(block.text, /^(#|\||```|[-*] |\d+\. )/, guide)
      if (block.kind === 'table') {
        const [head, ...rows] = block.rows
        for (const row of rows) assert.equal(row.length, head!.length, `${guide}: ${row.join('|')}`)
      }
    }
  }
})

test('a list goes on over lines that stand in, and code keeps its lines', () => {
  assert.deepEqual(blocksOf('1. one\n   more\n2. two\n\n```sh\na\n\nb\n```'), [
    { kind: 'list', isNumbered: true, first: 1, items: ['one more', 'two'] },
    { kind: 'code', text: 'a\n\nb' },
  ])
})

test('a text that only looks like blocks is read to its end', () => {
  for (const text of ['```', '#', '|', '- ', '1.', '#### x', '##### x', '\n\n', '```a'])
    assert.ok(blocksOf(text).length <= 2, text)
})
