import type { PersonalData } from './event-type.ts'
import { say } from './parameters.ts'
import type { Sentence } from './sentence.ts'

/**
 * A variable that is looked up in the directory when the message leaves, written `{{sec.Name}}`. It is never stored with
 * the event nor shown in the journal, and only an integration that may receive personal data gets it.
 */
export interface SecVariable {
  /** Without `sec.`. */
  readonly name: string
  readonly label: Sentence
  readonly type: 'string' | 'date' | 'url'
  readonly pii: PersonalData
}

/** Every `sec.*` variable there is. */
export const secVariables: readonly SecVariable[] = [
  { name: 'OperatorEMail', label: say('Agent’s e-mail', 'Почта оператора'), type: 'string', pii: 'E' },
  { name: 'OperatorPhone', label: say('Agent’s phone', 'Телефон оператора'), type: 'string', pii: 'E' },
  { name: 'OperatorFirstName', label: say('Agent’s first name', 'Имя оператора'), type: 'string', pii: 'E' },
  { name: 'OperatorLastName', label: say('Agent’s last name', 'Фамилия оператора'), type: 'string', pii: 'E' },
  {
    name: 'OperatorTelegramId',
    label: say('Agent’s Telegram chat', 'Чат оператора в Telegram'),
    type: 'string',
    pii: 'E',
  },
  { name: 'SupervisorEMail', label: say('Supervisor’s e-mail', 'Почта супервайзера'), type: 'string', pii: 'E' },
  {
    name: 'SupervisorTelegramId',
    label: say('Supervisor’s Telegram chat', 'Чат супервайзера в Telegram'),
    type: 'string',
    pii: 'E',
  },
  { name: 'SupervisorName', label: say('Supervisor’s name', 'Имя супервайзера'), type: 'string', pii: 'E' },
  {
    name: 'ClientPhone',
    label: say('Customer’s full phone number', 'Полный номер клиента'),
    type: 'string',
    pii: 'C',
  },
  { name: 'ClientEMail', label: say('Customer’s e-mail', 'Почта клиента'), type: 'string', pii: 'C' },
  { name: 'ClientName', label: say('Customer’s name', 'Имя клиента'), type: 'string', pii: 'C' },
  { name: 'ClientBirthDate', label: say('Customer’s date of birth', 'Дата рождения клиента'), type: 'date', pii: 'C' },
  { name: 'ClientAddress', label: say('Customer’s address', 'Адрес клиента'), type: 'string', pii: 'C' },
  {
    name: 'ListValue',
    label: say('Full value of the list row', 'Полное значение строки списка'),
    type: 'string',
    pii: 'C',
  },
  {
    name: 'RecordingUrl',
    label: say('Link to the recording, valid for a short time', 'Ссылка на запись, действует недолго'),
    type: 'url',
    pii: 'U',
  },
  { name: 'TranscriptText', label: say('Text of the conversation', 'Текст разговора'), type: 'string', pii: 'T' },
  {
    name: 'CallbackPhone',
    label: say('Number to call back', 'Номер для перезвона'),
    type: 'string',
    pii: 'C',
  },
]
