interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A request as a line for the terminal. Secrets are masked already: the server never tells them. */
export function curlOf({ method, url, headers, body }: ShownRequest): string {
  const text =
    body === null || body === undefined || body === '' ? null : typeof body === 'string' ? body : JSON.stringify(body)
  const lines = [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(headers ?? {}).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(text === null ? [] : [`--data-raw ${quoted(text)}`]),
  ]
  return lines.join(' \\\n  ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
