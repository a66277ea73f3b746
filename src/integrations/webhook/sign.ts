import { createHmac } from 'node:crypto'

/**
 * The headers of Standard Webhooks: the id is the same on every attempt, the time is this attempt's, and the signature is
 * there when a secret is set. `secrets` may hold several with spaces between; the receiver accepts any of them.
 *
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookHeaders(
  { id, body, now }: { id: string; body: string; now: number },
  secrets: string | undefined,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000))
  const keys = (secrets ?? '').split(/\s+/).filter((secret) => secret !== '')
  const signatures = keys.map((secret) => `v1,${sign(`${id}.${timestamp}.${body}`, keyOf(secret))}`)
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
    'idempotency-key': id,
  }
}

function sign(content: string, key: Buffer): string {
  return createHmac('sha256', key).update(content, 'utf8').digest('base64')
}

function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8')
}
