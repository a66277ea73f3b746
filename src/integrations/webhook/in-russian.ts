/** What became of requests, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'answered $1, but only $2 counts as success here': 'сервис ответил кодом $1, а успехом здесь считается только $2',
  "the success rule's path $1 is not one like $.a.b[0]":
    'путь $1 в правиле успеха непонятен; он пишется вроде $.a.b[0]',
  'answered $1, but the answer broke off before $2 could be read':
    'сервис ответил кодом $1, но ответ оборвался раньше, чем удалось прочитать $2',
  'answered $1, but not with JSON, so $2 could not be read': 'сервис ответил кодом $1, но не в JSON, и $2 не прочитать',
  'answered $1, but $2 is missing, not $3': 'сервис ответил кодом $1, но $2 в ответе нет, а нужно $3',
  'answered $1, but $2 is $3, not $4': 'сервис ответил кодом $1, но $2 — это $3, а нужно $4',
  'no token: $~1': 'токен не получен: $~1',
  'no token: its address answered $1': 'токен не получен: его адрес ответил кодом $1',
  'no token: its address answered $1; check the client id, its secret and the token address':
    'токен не получен: его адрес ответил кодом $1; проверьте идентификатор клиента, его секрет и адрес токена',
  'no token: the answer of its address holds none': 'токен не получен: в ответе его адреса токена нет',
}
