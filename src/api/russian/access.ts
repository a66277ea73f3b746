/** Who may come in, and what cannot be found or done. */
export const accessSentences: Readonly<Record<string, string>> = {
  'There is no account $1': 'Нет учётной записи $1',
  'This is the last administrator: make another one first': 'Это последний администратор: сначала назначьте другого',
  'The current password is wrong': 'Нынешний пароль не подходит',
  'There is an administrator already: sign in': 'Администратор уже есть: войдите',
  'The name or the password is wrong': 'Неверный логин или пароль',
  'The account of this link is closed': 'Учётная запись этой ссылки закрыта',
  'This link was used already, or it is too old: ask for a new one':
    'Ссылка уже сработала или устарела: попросите новую',
  'There is no such session of yours': 'Такого сеанса у вас нет',
  'This is for people who signed in; a key has no account': 'Это для тех, кто вошёл; у ключа нет учётной записи',
  'Access ended while this was being opened': 'Доступ закончился, пока это открывалось',
  'This key is not known here, or it has expired or was revoked': 'Ключ неизвестен, просрочен или отозван',
  'There is no key $1': 'Нет ключа $1',
  'Send an API key: Authorization: Bearer hsk_…': 'Передайте ключ API: Authorization: Bearer hsk_…',
  'The Authorization header must read: Bearer, a space, and the API key':
    'В заголовке Authorization должно стоять: Bearer, пробел и ключ API',
  'Too many wrong keys came from this address. Try again in $1 s':
    'С этого адреса пришло слишком много неверных ключей. Повторите через $1 с',
  'Too many wrong passwords came from here. Try again in $1 s':
    'Отсюда пришло слишком много неверных паролей. Повторите через $1 с',
  'Too many people are signing in at this moment. Try again in 2 s':
    'Прямо сейчас входит слишком много людей. Повторите через 2 с',
  'Another site asked for this': 'Запрос послал чужой сайт',
  'The page $1 asked for this. If people open Hookswitch there, set HOOKSWITCH_PUBLIC_URL to that address':
    'Запрос послала страница $1. Если Hookswitch открывают по этому адресу, впишите его в HOOKSWITCH_PUBLIC_URL',
  'Send the token of the session: $1; GET /api/v1/session tells it':
    'Передайте ключ сеанса: $1; его сообщает GET /api/v1/session',
  'A key with the role $1 may not do this; it takes the right $2': 'Роль $1 этого не позволяет: нужно право $2',
  'A key with the role $1 may not read figures; it takes the right metrics:read':
    'Роль $1 не позволяет читать показатели: нужно право metrics:read',
  'This takes the right to see personal data': 'Для этого нужно право видеть персональные данные',
}
