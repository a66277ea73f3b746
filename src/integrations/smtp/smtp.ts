import type { IntegrationKind, Sending } from '../../core/integration.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { FieldError } from '../../core/problem.ts'
import { compose, recipientsOf } from './compose.ts'
import { examples } from './examples.ts'
import { parameters, type SmtpParameters, type SmtpSettings, settings } from './fields.ts'
import { russian } from './in-russian.ts'
import { answer } from './judge.ts'
import { type Letter, readLetter, senderIn } from './letter.ts'
import { LetterRefused } from './refused.ts'
import { Session, type Taken } from './session.ts'
import { toldRequest, toldResponse } from './told.ts'

type Delivery = Sending<SmtpSettings, SmtpParameters>

const smtp: IntegrationKind<SmtpSettings, SmtpParameters> = {
  kind: 'smtp',
  title: { en: 'Mail (SMTP)', ru: 'Почта (SMTP)' },
  summary: {
    en: 'Sends letters through your mail server, with copies and attachments.',
    ru: 'Отправляет письма через ваш почтовый сервер, с копиями и вложениями.',
  },
  family: 'mail',
  settings,
  parameters,
  check: checkSettings,
  escape: (_settings, parameter) => {
    if (parameter === 'html') return 'html'
    return headerParameters.has(parameter) ? 'header' : 'none'
  },
  // Mail servers count connections of one client; a few are always welcome.
  limits: { concurrency: 3 },
  testParameters: ({ from }) => ({
    to: from,
    subject: 'Hookswitch: test message',
    text: 'This is a test message of Hookswitch. If you can read it, mail works.',
  }),
  examples,
  russian,
  steps: [
    { name: 'connect', title: { en: 'Connect to the mail server', ru: 'Соединиться с почтовым сервером' } },
    { name: 'auth', title: { en: 'Sign in', ru: 'Войти' } },
    { name: 'send', title: { en: 'Hand the letter over', ru: 'Передать письмо' } },
  ],
  async send(delivery) {
    try {
      const letter = await readLetter(delivery)
      return await sendLetter(letter, delivery)
    } catch (error) {
      if (error instanceof LetterRefused) return error.outcome
      throw error
    }
  },
}

export default smtp

const headerParameters = new Set(['to', 'cc', 'bcc', 'reply_to', 'subject'])

/** The three steps are those that the Test button ticks. */
async function sendLetter(letter: Letter, { settings, dial, signal, step, tell }: Delivery): Promise<Outcome> {
  tell({ request: toldRequest(letter, settings) })
  const bytes = await compose(letter)
  const session = await step('connect', () => Session.open(settings, { dial, signal }))
  let isTaken = false
  try {
    if (settings.user !== undefined) await step('auth', () => session.signIn())
    const envelope = { from: letter.from.address, to: recipientsOf(letter) }
    const taken = await step('send', () => session.send(envelope, bytes))
    isTaken = true
    tell({ response: toldResponse(taken.response, taken.refused) })
    return judgeTaken(taken, letter)
  } catch (error) {
    if (error instanceof LetterRefused && error.outcome.status !== undefined) {
      tell({ response: { status: error.outcome.status, headers: {}, body: error.message } })
    }
    throw error
  } finally {
    session.close(isTaken)
  }
}

function judgeTaken({ response, serverMessageId, refused }: Taken, letter: Letter): Outcome {
  const status = Number(response.slice(0, 3)) || 250
  if (refused.length === 0) return { kind: 'ok', status, remoteId: serverMessageId ?? letter.messageId }
  const reasons = refused.map((one) => `${one.address} (${answer({ response: one.answer })})`)
  return {
    kind: 'partial',
    status,
    reason: `refused for ${refused.length} of ${recipientsOf(letter).length} recipients: ${reasons.join(', ')}`.slice(
      0,
      2000,
    ),
    refused: refused.map(({ address }) => address),
  }
}

function checkSettings({ from, user, password }: SmtpSettings): readonly FieldError[] {
  const errors: FieldError[] = []
  if (senderIn(from) === null)
    errors.push({
      path: 'from',
      message: 'must be one mail address, or Name <address>',
      ru: 'нужен один почтовый адрес или Имя <адрес>',
    })
  if (user !== undefined && password === undefined)
    errors.push({
      path: 'password',
      message: 'is needed with a user name',
      ru: 'с именем пользователя нужно заполнить',
    })
  if (user === undefined && password !== undefined)
    errors.push({ path: 'user', message: 'is needed with a password', ru: 'с паролем нужно заполнить' })
  return errors
}
