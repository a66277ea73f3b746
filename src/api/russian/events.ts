/** Events, as they are handed in. */
export const eventSentences: Readonly<Record<string, string>> = {
  'There is no event type “$1”. Known: $2': 'Нет типа событий «$1». Есть: $2',
  'There is no event $1': 'Нет события $1',
  'must be a text of 1 to $1 characters without control characters':
    'должен быть текст от 1 до $1 знаков без управляющих символов',
  'is not a field of an event; parameters belong into data': 'у события нет такого поля; параметры кладут в data',
  'is nested deeper than $1 levels': 'вложено глубже $1 уровней',
  'has more than $1 values': 'значений больше $1',
  '$1 of $2 events cannot be taken in, so none was; the first is item $3: $~4':
    'Из $2 событий нельзя принять $1, поэтому не принято ни одно; первое из них — номер $3: $~4',
  'must have at least one event': 'должно быть хотя бы одно событие',
  'must be a CloudEvent object': 'должен быть объект CloudEvent',
  'must be an array of CloudEvents': 'должен быть массив CloudEvent',
  'is required in a CloudEvent': 'обязательно в CloudEvent',
  'must be 1.0': 'должно быть 1.0',
  'The data is $1; events of a call center are JSON': 'Данные — $1; события колл-центра — это JSON',
  'The header $1 is not percent-encoded UTF-8': 'Заголовок $1 — не UTF-8 в процентной записи',
  'A request takes at most $1 events; this one has $2': 'В одном запросе — не больше $1 событий; здесь их $2',
  'An event is at most $1 bytes long; this one has $2': 'Событие — не больше $1 байт; здесь $2',
  'must be true or false, without quotes': 'должно быть true или false, без кавычек',
  'must be a whole number, such as 47': 'должно быть целое число, например 47',
  'must be a number, such as 12.4': 'должно быть число, например 12.4',
  'must be a date and time with a zone (RFC 3339), such as 2026-03-16T09:41:07.318Z':
    'должны быть дата и время с поясом (RFC 3339), например 2026-03-16T09:41:07.318Z',
  'must be an object of names and values': 'должен быть объект из имён и значений',
  'must be a list of texts': 'должен быть список текстов',
  'must be a list of texts of at most $1 characters': 'должен быть список текстов, каждый не длиннее $1 знаков',
  'must be at most $1 characters long': 'слишком длинно: помещается $1 знаков',
  'must be one of $1': 'должно быть одно из: $1',
}
