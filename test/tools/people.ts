import assert from 'node:assert/strict'
import type { Office, Reply } from './office.ts'

/** The password of everybody in the tests. */
export const phrase = 'correct horse battery'

/** A browser: it keeps the cookie and sends the token of its session. */
export class Browser {
  cookie = ''
  csrf = ''
  readonly #at: Office

  constructor(at: Office) {
    this.#at = at
  }

  async signIn(body: object, headers: Record<string, string> = {}): Promise<Reply> {
    const reply = await this.#at.ask('POST', '/session', body, { authorization: '', ...headers })
    this.cookie = String(reply.headers['set-cookie'] ?? '').split(';')[0]!
    this.csrf = reply.body.csrf_token
    return reply
  }

  ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.#at.ask(method, path, body, {
      authorization: '',
      cookie: this.cookie,
      'x-csrf-token': this.csrf,
      ...headers,
    })
  }
}

/** The token of a sign-in link. */
export function tokenIn(link: string): string {
  return link.split('#token=')[1]!
}

/** Makes an account with a password and signs it in. */
export async function person(
  office: Office,
  login: string,
  role: string,
  more: object = {},
): Promise<{ id: string; browser: Browser }> {
  const made = await office.post('/accounts', { login, name: login, role, ...more })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const browser = new Browser(office)
  const reply = await browser.signIn({ token: tokenIn(made.body.link), password: phrase })
  assert.equal(reply.status, 200, JSON.stringify(reply.body))
  return { id: made.body.id, browser }
}
