/** How the connection fares, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'the connection was closed': 'соединение закрыто',
  'no connection to Asterisk at $1: $~2': 'нет связи с Asterisk по адресу $1: $~2',
  'Asterisk closed the connection': 'Asterisk закрыл соединение',
  'the connection to Asterisk broke: $~1': 'связь с Asterisk оборвалась: $~1',
  'Asterisk did not answer in time; is this really its AMI port?':
    'Asterisk не ответил вовремя; точно ли это порт AMI?',
  'Asterisk refused the AMI user “$1”. Check the name and the secret in manager.conf; the next try is in a minute.':
    'Asterisk не впустил пользователя AMI «$1». Проверьте имя и секрет в manager.conf; следующая попытка через минуту.',
  'Asterisk fell silent; connecting anew': 'Asterisk замолчал; соединяемся заново',
  'the Asterisk address and the AMI user are needed': 'нужны адрес Asterisk и пользователь AMI',
  'the AMI user, the secret and the filters must each be one line':
    'пользователь AMI, секрет и каждый фильтр — это одна строка',
}
