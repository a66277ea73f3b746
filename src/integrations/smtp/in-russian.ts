/** What became of letters, in Russian. The fields of a letter are called as in its form. */
export const russian: Readonly<Record<string, string>> = {
  To: 'Кому',
  Copy: 'Копия',
  'Hidden copy': 'Скрытая копия',
  'Reply to': 'Кому отвечать',
  'To is empty: none of its variables had a value': 'поле «Кому» пустое: все переменные в нём оказались без значения',
  '$~1 must be a mail address, not an object': 'поле «$~1»: нужен почтовый адрес, а не объект',
  '$~1 holds a line break or another control character, which could smuggle in other recipients':
    'поле «$~1»: в нём перенос строки или другой управляющий символ, через него могли бы подставить чужих получателей',
  '$~1 is masked (“$2”): this integration may not receive personal data. Allow it, or write the address itself':
    'поле «$~1» скрыто («$2»): этому внешнему ресурсу нельзя получать персональные данные. Разрешите их или впишите сам адрес',
  '$~1 holds “$2”, which is not a mail address': 'поле «$~1»: «$2» — не почтовый адрес',
  'a letter may go to at most $1 mailboxes, not $2': 'получателей $2, а у письма их может быть не больше $1',
  'the letter is empty: neither text nor HTML has anything in it': 'письмо пустое: нет ни текста, ни HTML',
  'the sender in the settings is not a mail address': 'отправитель в настройках — не почтовый адрес',
  'attachment $1: $~2': 'вложение $1: $~2',
  'attachment $1 could not be downloaded: its address answered $2':
    'вложение $1 не удалось скачать: его адрес ответил кодом $2',
  'attachment $1 comes compressed ($2) though we did not ask for that':
    'вложение $1 пришло сжатым ($2), хотя мы об этом не просили',
  'attachment $1 is larger than $2 MB': 'вложение $1 больше $2 МБ',
  'attachment $1: its download broke off': 'скачивание вложения $1 оборвалось',
  'attachments must be a list of objects': 'вложения должны быть списком объектов',
  'a letter may have at most $1 attachments': 'вложений у письма может быть не больше $1',
  'attachment $1 must be an object': 'вложение $1: нужен объект',
  'attachment $1 has none of file_id, url and content, or what it is filled from was empty':
    'вложение $1: нет ни file_id, ни url, ни content — или то, чем их заполняют, оказалось пустым',
  'attachment $1: there is no uploaded file $2; it was removed': 'вложение $1: загруженного файла $2 нет, его удалили',
  'attachment $1 makes the letter too large: all attachments together may have 18 MB':
    'с вложением $1 письмо слишком большое: все вложения вместе — не больше 18 МБ',
  'the letter is larger than $1 takes': 'письмо для $1 слишком большое',
  '$1 cannot be given this letter: $2': 'письмо не удалось передать на $1: $2',
  '$1 did not answer in time': '$1 не ответил вовремя',
  '$1 closed the connection': '$1 закрыл соединение',
  '$1 did not answer in time after the whole letter had been sent':
    'письмо отправлено целиком, но $1 не ответил вовремя',
  '$1 closed the connection after the whole letter had been sent':
    'письмо отправлено целиком, но $1 закрыл соединение, не ответив',
  '$1 does not answer as a mail server: $2': '$1 отвечает не как почтовый сервер: $2',
  '$1 offers no way to sign in that we know; try another encryption':
    'на $1 нет известного нам способа входа; попробуйте другое шифрование',
  '$1 did not let us sign in: $2': '$1 не впустил нас: $2',
  '$1 does not begin encryption: $2': '$1 не начинает шифрование: $2',
  'no secure connection with $1 came about: $2': 'не удалось установить защищённое соединение с $1: $2',
  '$1 takes no mail from us now: $2': '$1 сейчас не берёт у нас почту: $2',
  '$1 put the letter off: $2': '$1 отложил письмо: $2',
  '$1 refused the letter: $2': '$1 не принял письмо: $2',
  'refused for $1 of $2 recipients: $3': 'не принято для $1 из $2 получателей: $3',
}
