import type { RecordedRequest } from '../../api/journal.ts'

/** A recorded request as a command for a terminal. Secrets are masked in it already: the server never tells them. */
export function curlOf({ method, url, headers, body }: RecordedRequest): string {
  const text = textOf(body)
  const lines = [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(text === '' ? [] : [`--data-raw ${quoted(text)}`]),
  ]
  return lines.join(' \\\n  ')
}

/** A body as it travelled: JSON is kept as JSON, the rest as text. */
export function textOf(body: unknown, indent = 0): string {
  if (body === null || body === undefined) return ''
  return typeof body === 'string' ? body : JSON.stringify(body, null, indent)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
