import type { FakeAnswer, FakeRequest, FakeTools } from './service.ts'

/** An address that takes everything and shows it. */
export function openWebhook({ now, heard }: FakeTools): (request: FakeRequest) => FakeAnswer {
  return ({ method, path, body }) => {
    heard?.({ at: now(), to: path, from: '', title: method, text: body === '' ? path : readable(body) })
    return { body: { ok: true } }
  }
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
