import type { Parameter } from '../../core/event-type.ts'
import { choice, choices, count, id, moment, note, say, text } from '../../core/parameters.ts'

const listKinds = choices({
  blacklist: ['Black list', 'Чёрный список'],
  vip: ['VIP list', 'VIP-список'],
  whitelist: ['White list', 'Белый список'],
  do_not_call: ['Do not call', 'Не звонить'],
  custom: ['List of the company', 'Список компании'],
})

const operations = choices({
  add: ['Added', 'Добавление'],
  remove: ['Removed', 'Удаление'],
  update: ['Changed', 'Изменение'],
  expire: ['Expired', 'Истечение срока'],
  clear: ['List emptied', 'Очистка списка'],
  import: ['Import', 'Импорт'],
})

const valueTypes = choices({
  phone: ['Phone number', 'Телефон'],
  email: ['E-mail address', 'Адрес почты'],
  text: ['Text', 'Текст'],
  number: ['Number', 'Число'],
})

const changeSources = choices({
  user: ['A user', 'Пользователь'],
  api: ['API request', 'Запрос к API'],
  scenario: ['A call scenario', 'Сценарий звонка'],
  form: ['An agent form', 'Анкета оператора'],
  import: ['An import', 'Импорт'],
  binding: ['A binding', 'Привязка'],
  system: ['The system', 'Система'],
})

export const parameters: readonly Parameter[] = [
  id('list_id', 'List ID', 'ID списка', { sample: '3' }),
  text('list_name', 'List', 'Список', { sample: 'Do not call' }),
  choice('list_kind', 'Kind of list', 'Вид списка', listKinds, { sample: 'blacklist' }),
  choice('operation', 'Operation', 'Операция', operations, { sample: 'add' }),
  // Not `phone`: `value_type` says what it is, and so how it is masked.
  text('value', 'Value', 'Значение', {
    help: say(
      'Empty when a whole list was emptied or imported. Where personal data is not allowed, it is masked by its type.',
      'Пусто, когда список очистили или загрузили целиком. Где персональные данные не разрешены, скрывается по своему типу.',
    ),
    pii: 'C',
    sample: '+70001234567',
  }),
  choice('value_type', 'Type of value', 'Тип значения', valueTypes, { sample: 'phone' }),
  note('value_note', 'Note', 'Примечание', { pii: 'T', sample: 'asked to stop calls' }),
  moment('expires_at', 'Expires at', 'Действует до', { sample: '2026-09-16T00:00:00.000Z' }),
  count('values_count', 'Rows touched', 'Затронуто строк', {
    help: say('1, or the size of the batch when emptied or imported.', '1, а при очистке и импорте — размер пачки.'),
    sample: 1,
  }),
  count('list_size', 'List size', 'Размер списка', {
    help: say('How many values there are afterwards.', 'Сколько значений стало после изменения.'),
    sample: 1904,
  }),
  choice('change_source', 'Changed through', 'Чем изменён', changeSources, {
    help: say(
      'A change made by a binding never fires that same binding again.',
      'Изменение, сделанное привязкой, не запускает её же снова.',
    ),
    sample: 'form',
  }),
  id('user_id', 'User ID', 'ID пользователя', { help: say('Who did it.', 'Кто это сделал.'), sample: '771' }),
  text('user_name', 'User', 'Пользователь', { pii: 'E', sample: 'Ksenia P.' }),
  id('call_id', 'Call ID', 'ID звонка', { sample: 'c-1773674500-3390' }),
  id('contact_id', 'Contact ID', 'ID контакта', { sample: '90211' }),
]
