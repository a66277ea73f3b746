/** What is wrong with a request as a whole, or with the server. */
export const requestSentences: Readonly<Record<string, string>> = {
  'must be a length such as 15m, 24h or 7d': 'должно быть промежутком вроде 15m, 24h или 7d',
  'The body must be an object': 'Тело запроса должно быть объектом',
  'The body is not UTF-8': 'Тело запроса не в UTF-8',
  'The body is $1; send application/json': 'Тело запроса — $1; нужен application/json',
  'The body is $1; send application/json, application/x-ndjson or CloudEvents':
    'Тело запроса — $1; нужен application/json, application/x-ndjson или CloudEvents',
  'The body is encoded as $1; send it as it is': 'Тело запроса сжато: $1; передайте его как есть',
  'The body has no lines': 'В теле запроса нет ни одной строки',
  'The body is larger than allowed': 'Тело запроса больше, чем можно',
  'Send the body as application/json': 'Передайте тело запроса как application/json',
  'The request is not understood': 'Запрос непонятен',
  'Something went wrong on our side; the log of the server tells more':
    'Что-то сломалось у нас; подробности — в логе сервера',
  'There is nothing at $1 $2': 'По адресу $2 ничего нет ($1)',
  'This address takes $1, not $2': 'Этот адрес принимает $1, а не $2',
  'The cursor is not one of ours, or what it named is gone':
    'Курсор выдавали не мы, или того, на что он указывал, уже нет',
  'This cursor was not given by this list. Start again without a cursor.':
    'Этот курсор — из другого списка. Начните сначала, без курсора.',
  'Idempotency-Key must have 1 to 255 characters': 'В Idempotency-Key должно быть от 1 до 255 знаков',
  'This Idempotency-Key was used with another request': 'Этот Idempotency-Key уже был у другого запроса',
  'Send the file as multipart/form-data, as a browser’s form does':
    'Передайте файл как multipart/form-data — так, как это делает форма браузера',
  'The form holds no file': 'В форме нет файла',
  'The content type names no boundary between the parts': 'В типе содержимого не назван разделитель частей',
  'Send one file at a time': 'Передавайте по одному файлу',
  'The form has too many parts': 'В форме слишком много частей',
  'The form has too many fields': 'В форме слишком много полей',
  'A file may have at most $1 MiB': 'Файл может быть не больше $1 МиБ',
  'There is no file $1': 'Нет файла $1',
  'The store is closed.': 'Хранилище закрыто.',
  'The store cannot be used: $1.': 'Хранилище не работает: $1.',
  'The $1 of the store has stopped$2. Start Hookswitch again.':
    'Хранилище остановилось ($1$2). Запустите Hookswitch снова.',
  'The disk of the store is full or does not work ($1). Make room on it.':
    'Диск хранилища заполнен или не работает ($1). Освободите на нём место.',
  'The log of the store is being read and could not be emptied. Try again in a minute.':
    'Журнал хранилища сейчас читают, очистить его не удалось. Повторите через минуту.',
  'Too many events wait to be written. Send them again in a second.':
    'Слишком много событий ждёт записи. Передайте их ещё раз через секунду.',
  'The file is not valid YAML: $1': 'Файл — не YAML: $1',
  'Nothing was changed: $1': 'Ничего не изменено: $1',
  '“$1” stands in the file more than once': '«$1» встречается в файле больше одного раза',
  '“$1” is the name of $2 things here; give an id': 'Здесь несколько записей с именем «$1» ($2); укажите ID',
  'must be a set-up as hookswitch export writes it': 'должны быть настройки, как их пишет hookswitch export',
  'switched off until somebody gives it its secrets ($1)': 'выключено, пока не заданы секреты ($1)',
  'must be 1: the version of this form': 'должно быть 1: это версия формата',
}
