import type { IntegrationKind } from '../../core/integration.ts'
import type { Json } from '../../core/json.ts'

interface Settings {
  readonly looks_like: 'telegram' | 'discord' | 'slack' | 'mail'
}

interface Parameters {
  readonly text: Json
}

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
      choices: [
        { value: 'telegram', label: { en: 'Telegram', ru: 'Telegram' } },
        { value: 'discord', label: { en: 'Discord', ru: 'Discord' } },
        { value: 'slack', label: { en: 'Slack', ru: 'Slack' } },
        { value: 'mail', label: { en: 'Mail', ru: 'Почта' } },
      ],
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
