import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeText } from './escape.ts'
import type { Escape } from './integration.ts'

const modes: readonly Escape[] = ['none', 'html', 'telegram_markdown', 'discord_markdown', 'slack', 'header', 'url']

/** Texts with everything that means something somewhere, half surrogate pairs included. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...'_*[]()~`>#+-=|{}.!\\<>&"\'@:/ \r\n\t\0\u0085\u2028aЖ7\ud83d',
        'https://',
        '&amp;',
        '<!channel>',
      ),
    )
    .map((parts) => parts.join('')),
)

test('no destination is ever given half a surrogate pair', () => {
  fc.assert(fc.property(hostile, fc.constantFrom(...modes), (text, mode) => escapeText(text, mode).isWellFormed()))
})

test('a value in HTML reads back as it was and holds no tag, quote or entity of its own', () => {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeText(text, 'html')
      assert.doesNotMatch(escaped, /[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
      assert.equal(
        escaped.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!),
        text.toWellFormed(),
      )
    }),
  )
})

test('a value in Telegram MarkdownV2 has each of the eighteen signs and the backslash behind a backslash', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeText(text, 'telegram_markdown')
      assert.equal(escaped.replace(/\\(.)/gsu, '$1'), text.toWellFormed())
      assert.doesNotMatch(escaped.replace(/\\./gsu, ''), /[_*[\]()~`>#+\-=|{}.!\\]/)
    }),
  )
})

test('a value in Discord starts no emphasis, code, quote, list, link, mention or emoji', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeText(text, 'discord_markdown')
      if (/^https?:/.test(escaped)) return assert.equal(escaped, text.toWellFormed())
      assert.equal(escaped.replace(/\\(.)/gsu, '$1'), text.toWellFormed())
      assert.doesNotMatch(escaped.replace(/\\./gsu, ''), /[\\*_~`|<>@[\]()#:]/)
    }),
  )
})

test('a link to a recording stays a link in Discord; an address with a mention in it does not', () => {
  assert.equal(
    escapeText('https://example.com/rec_1_2.mp3?a=b', 'discord_markdown'),
    'https://example.com/rec_1_2.mp3?a=b',
  )
  assert.equal(escapeText('https://example.com/ @everyone', 'discord_markdown').includes(' @'), false)
})

test('a value in Slack calls nobody', () => {
  assert.equal(
    escapeText('<!channel> <@U123> <https://example.com|bank> &amp;', 'slack'),
    '&lt;!channel&gt; &lt;@U123&gt; &lt;https://example.com|bank&gt; &amp;amp;',
  )
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeText(text, 'slack')
      assert.doesNotMatch(escaped, /[<>]/)
      assert.equal(
        escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
        text.toWellFormed(),
      )
    }),
  )
})

test('a value in a header begins no new header', () => {
  assert.equal(escapeText('+7000\r\nBcc: everyone@example.com\0', 'header'), '+7000Bcc: everyone@example.com')
  fc.assert(
    fc.property(hostile, (text) => {
      for (const character of escapeText(text, 'header')) {
        assert.ok(character.codePointAt(0)! >= 0x20 && !/[\u007f-\u009f\u2028\u2029]/.test(character))
      }
    }),
  )
})

test('a value in an address adds no part to it and reads back as it was', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeText(text, 'url')
      assert.match(escaped, /^[\w\-.!~*'()%]*$/)
      assert.equal(decodeURIComponent(escaped), text.toWellFormed())
    }),
  )
})
