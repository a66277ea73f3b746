import type { Escape, IntegrationKind } from '../../core/integration.ts'
import type { Json } from '../../core/json.ts'
import type { Look } from '../../core/look.ts'
import { russian } from './in-russian.ts'

type LookName = 'telegram' | 'discord' | 'slack' | 'mail'

interface Settings {
  readonly looks_like: LookName
}

interface Parameters {
  readonly text: Json
}

const looks: Readonly<Record<LookName, Look>> = {
  telegram: { title: { en: 'Telegram', ru: 'Telegram' }, frame: 'bubble', markup: 'html', color: '#2aabee' },
  discord: { title: { en: 'Discord', ru: 'Discord' }, frame: 'post', markup: 'markdown', color: '#5865f2' },
  slack: { title: { en: 'Slack', ru: 'Slack' }, frame: 'post', markup: 'asterisks', color: '#e0a100' },
  mail: { title: { en: 'Mail', ru: 'Почта' }, frame: 'letter', markup: 'plain', color: '#6b7280' },
}

/** What the parameters that hold markup are escaped for, as on the way to the real service. */
const escapes: Readonly<Record<LookName, Escape>> = {
  telegram: 'html',
  discord: 'discord_markdown',
  slack: 'slack',
  mail: 'none',
}

/** Shown as they stand, without markup. */
const plainParameters = new Set(['title', 'subject', 'to', 'cc', 'username'])

const wall: IntegrationKind<Settings, Parameters> = {
  kind: 'wall',
  title: { en: 'Message wall', ru: 'Стена сообщений' },
  summary: {
    en: 'Shows messages on a page here, as they would look elsewhere. Needs no account.',
    ru: 'Показывает сообщения на странице здесь же, как они выглядели бы у получателя. Учётная запись не нужна.',
  },
  family: 'chat',
  settings: [
    {
      name: 'looks_like',
      type: 'choice',
      default: 'telegram',
      label: { en: 'Looks like', ru: 'Как выглядит' },
      choices: Object.entries(looks).map(([value, { title }]) => ({ value, label: title })),
    },
  ],
  parameters: [
    { name: 'text', type: 'long_text', required: true, label: { en: 'Message', ru: 'Сообщение' } },
    { name: 'title', type: 'text', label: { en: 'Title', ru: 'Заголовок' } },
    { name: 'subject', type: 'text', label: { en: 'Subject (mail)', ru: 'Тема (почта)' } },
    { name: 'to', type: 'text', label: { en: 'To (mail)', ru: 'Кому (почта)' } },
    { name: 'username', type: 'text', label: { en: 'Sender (chats)', ru: 'Отправитель (чаты)' } },
  ],
  // A binding made for a chat or for mail can be tried on the wall as it is.
  anyParameters: true,
  look: ({ looks_like = 'telegram' }) => looks[looks_like],
  escape: ({ looks_like = 'telegram' }, parameter) => {
    if (parameter === 'html') return 'html'
    return plainParameters.has(parameter) ? 'none' : escapes[looks_like]
  },
  russian,
  examples: [
    {
      name: 'a message is on the wall at once',
      settings: { looks_like: 'telegram' },
      parameters: { text: 'Missed +15550100' },
      outcome: { kind: 'ok' },
    },
    {
      name: 'a message without a word is refused, as a chat would',
      settings: { looks_like: 'mail' },
      parameters: { text: '', subject: 'Missed call' },
      outcome: { kind: 'permanent' },
    },
  ],
  // Nothing leaves: the journal keeps what was sent, and the wall shows the journal.
  async send({ parameters }) {
    const { text } = parameters
    if (text === null || text === undefined || String(text).trim() === '') {
      return { kind: 'permanent', reason: 'the message is empty: none of its variables had a value' }
    }
    return { kind: 'ok' }
  },
}

export default wall
