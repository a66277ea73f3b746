import type { IntegrationExample } from '../../core/integration.ts'

const url = 'https://crm.example.com/hook'

/** What leaves for which settings, and what each answer means. */
export const examples: readonly IntegrationExample[] = [
  {
    name: 'parameters go as JSON, the common ones under them',
    settings: { url, common_parameters: { source: 'call center', stage: 'new' } },
    parameters: { phone: '+15550100', stage: 'missed', seconds: 47 },
    request: { method: 'POST', url, body: { source: 'call center', stage: 'missed', phone: '+15550100', seconds: 47 } },
    reply: { status: 200, body: { ok: true } },
    outcome: { kind: 'ok', status: 200 },
  },
  {
    name: 'a form with the brackets that CRMs read',
    settings: { url, body_format: 'form', auth: { type: 'basic', user: 'robot', password: 'example-password' } },
    parameters: { fields: { TITLE: 'Missed call' }, tags: ['a', 'b'] },
    request: { method: 'POST', url, body: 'fields%5BTITLE%5D=Missed+call&tags%5B0%5D=a&tags%5B1%5D=b' },
    reply: { status: 204, body: null },
    outcome: { kind: 'ok', status: 204 },
  },
  {
    name: 'GET carries parameters in the address',
    settings: { url: `${url}?team=1`, method: 'GET' },
    parameters: { phone: '+15550100', name: 'Anna & Co' },
    request: { method: 'GET', url: `${url}?team=1&phone=%2B15550100&name=Anna+%26+Co` },
    reply: { status: 200, body: 'ok' },
    outcome: { kind: 'ok' },
  },
  {
    name: '200 with an error inside is a failure when the success rule says so',
    settings: { url, success: { json_path: '$.ok', equals: true } },
    parameters: {},
    reply: { status: 200, body: { ok: false, error: 'no such field' } },
    outcome: { kind: 'permanent', status: 200, reason: 'answered 200, but $.ok is false, not true' },
  },
  {
    name: 'a busy service is tried again when it says',
    settings: { url },
    parameters: {},
    reply: { status: 503, headers: { 'retry-after': '120' }, body: '' },
    outcome: { kind: 'retry', status: 503, waitMs: 120_000 },
  },
  {
    name: 'a service that asks to slow down makes the whole integration wait',
    settings: { url },
    parameters: {},
    reply: { status: 429, body: '' },
    outcome: { kind: 'rate', status: 429, waitMs: 30_000 },
  },
  {
    name: 'refused credentials pause the integration',
    settings: { url, auth: { type: 'bearer', token: 'example-token' } },
    parameters: {},
    reply: { status: 401, body: '' },
    outcome: { kind: 'auth', status: 401 },
  },
  {
    name: 'an address that says it is gone pauses the integration',
    settings: { url },
    parameters: {},
    reply: { status: 410, body: '' },
    outcome: { kind: 'gone', status: 410 },
  },
  {
    name: 'a redirect is not followed',
    settings: { url },
    parameters: {},
    reply: { status: 301, headers: { location: 'https://www.example.com/hook' }, body: '' },
    outcome: { kind: 'permanent', status: 301 },
  },
]
