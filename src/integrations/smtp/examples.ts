import type { IntegrationExample } from '../../core/integration.ts'

const settings = {
  host: 'smtp.example.com',
  security: 'starttls',
  user: 'robot@example.com',
  password: 'example-password',
  from: 'Call center <robot@example.com>',
}
const parameters = { to: 'anna@example.com', subject: 'Missed call', text: 'Missed +15550100' }

/** Letters that never leave. Those that do are tried against a real mail server in `test/mail.test.ts`. */
export const examples: readonly IntegrationExample[] = [
  {
    name: 'a header in a recipient cannot smuggle in another one',
    settings,
    parameters: { ...parameters, to: 'anna@example.com Bcc: eve@example.com' },
    outcome: {
      kind: 'permanent',
      reason: 'To holds “anna@example.com Bcc: eve@example.com”, which is not a mail address',
    },
  },
  {
    name: 'a masked address is not written to',
    settings,
    parameters: { ...parameters, to: 'a***@example.com' },
    outcome: {
      kind: 'permanent',
      reason:
        'To is masked (“a***@example.com”): this integration may not receive personal data. Allow it, or write the address itself',
    },
  },
  {
    name: 'a letter to nobody is not sent',
    settings,
    parameters: { ...parameters, to: ' ' },
    outcome: { kind: 'permanent', reason: 'To is empty: none of its variables had a value' },
  },
  {
    name: 'a letter without a word is not sent',
    settings,
    parameters: { ...parameters, text: ' ' },
    outcome: { kind: 'permanent' },
  },
  {
    name: 'a letter to more than fifty mailboxes is not sent',
    settings,
    parameters: { ...parameters, cc: Array.from({ length: 50 }, (_, at) => `agent${at}@example.com`).join(', ') },
    outcome: { kind: 'permanent', reason: 'a letter may go to at most 50 mailboxes, not 51' },
  },
  {
    name: 'an attachment that cannot be downloaded now is tried again',
    settings,
    parameters: { ...parameters, attachments: [{ filename: 'contract.pdf', url: 'https://example.com/contract.pdf' }] },
    reply: { status: 503, headers: { 'retry-after': '120' }, body: '' },
    outcome: { kind: 'retry', waitMs: 120_000 },
  },
]
