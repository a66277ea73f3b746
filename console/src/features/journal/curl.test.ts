import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { curlOf, textOf } from './curl.ts'

test('a request becomes a command that a shell reads back word for word, whatever stands in it', () => {
  const request = {
    method: 'POST',
    url: "https://crm.example.com/hook?name=O'Neil&x=$(id)",
    headers: { authorization: 'Bearer •••', 'x-note': '`date` "quoted"' },
    body: { text: "Missed call\nfrom 'Night'", seconds: 47 },
  }
  const command = curlOf(request).replace(/^curl /, `printf '%s\\0' `)
  const words = spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stdout.split('\0').slice(0, -1)
  assert.deepEqual(words, [
    '-X',
    'POST',
    request.url,
    '-H',
    'authorization: Bearer •••',
    '-H',
    'x-note: `date` "quoted"',
    '--data-raw',
    JSON.stringify(request.body),
  ])
})

test('a request without a body sends none, and a text goes as it is', () => {
  const bare = { method: 'GET', url: 'https://example.com/', headers: {}, body: null }
  assert.equal(curlOf(bare), "curl -X GET 'https://example.com/'")
  assert.equal(textOf('a=1&b=2'), 'a=1&b=2')
})
