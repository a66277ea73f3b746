import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { safeFileName } from './file-name.ts'

const cases: readonly [string, string, string][] = [
  ['an ordinary name', '2026-03-16_anna_77.mp3', '2026-03-16_anna_77.mp3'],
  ['letters of any language', 'Прайс-лист №5.pdf', 'Прайс-лист _5.pdf'],
  ['a way up', '../../etc/passwd', '_.._etc_passwd'],
  ['a way up in Windows', '..\\boot.ini', '_boot.ini'],
  ['a hidden file', '.htaccess', 'htaccess'],
  ['signs that some system refuses', 'a<b>c:d"e|f?g*h', 'a_b_c_d_e_f_g_h'],
  ['line breaks and NUL', 'a\r\nb\0c.txt', 'a__b_c.txt'],
  ['dots and spaces at the ends', ' . report . ', 'report'],
  ['nothing', '', 'file'],
  ['only dots', '...', 'file'],
  ['only signs', '???.pdf', 'file.pdf'],
  ['a long name keeps its extension', `${'x'.repeat(300)}.mp3`, `${'x'.repeat(120)}.mp3`],
  ['a long name is not cut inside a letter', 'я'.repeat(300), 'я'.repeat(60)],
  ['half of a letter', 'a\ud800b', 'a_b'],
]

for (const [what, given, safe] of cases) {
  test(`${what} becomes ${safe.slice(0, 40)}`, () => assert.equal(safeFileName(given), safe))
}

test('whatever the name is, it stays in its folder, and making it safe twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const safe = safeFileName(text)
      assert.match(safe, /^[\p{L}\p{M}\p{N} ._-]+$/u)
      assert.ok(!/^[. ]|[. ]$/.test(safe) && Buffer.byteLength(safe) <= 170)
      assert.equal(safeFileName(safe), safe)
    }),
    { numRuns: 2000 },
  )
})
