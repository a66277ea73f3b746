import { createHmac, timingSafeEqual } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const oldestSeconds = 300

/**
 * True when the request was made by somebody who knows the secret, within the last five minutes.
 * `body` is the text exactly as it came: check first, parse afterwards. Header names are in lower case.
 */
export function isGenuine(secret, headers, body, nowSeconds = Math.floor(Date.now() / 1000)) {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (!id || !signatures || !/^\d+$/.test(timestamp ?? '')) return false
  if (Math.abs(nowSeconds - Number(timestamp)) > oldestSeconds) return false

  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret, 'utf8')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest()
  return signatures.split(' ').some((signature) => {
    const [version, encoded = ''] = signature.split(',')
    const given = Buffer.from(encoded, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

// Run by itself, it reads {"secret", "headers", "body"} from standard input and says what it thinks.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { secret, headers, body } = JSON.parse(await text(process.stdin))
  const genuine = isGenuine(secret, headers, body)
  console.log(genuine ? 'genuine' : 'refused')
  process.exitCode = genuine ? 0 : 1
}
