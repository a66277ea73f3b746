import type { Sentences } from '../../api/russian/recognize.ts'

/** The store and the file with the key. */
const store: Sentences = {
  'HOOKSWITCH_STORE: there is no store for “$1:”; there is $2': 'HOOKSWITCH_STORE: нет хранилища для «$1:»; есть $2',
  'Another Hookswitch already uses the store at $1. Stop it first, or give this one a store of its own.':
    'Хранилище $1 занято другим Hookswitch. Сначала остановите его или дайте этому своё хранилище.',
  'The store at $1 was written by a newer Hookswitch (version $2 of the schema; this one knows $3). Start the newer one, or open a backup that was made before the update.':
    'Хранилище $1 записано более новым Hookswitch (версия схемы $2, эта программа знает $3). Запустите новый или откройте копию, сделанную до обновления.',
  'The file $1 is a database of another program. Give Hookswitch a file of its own.':
    'Файл $1 — база данных другой программы. Дайте Hookswitch отдельный файл.',
  'could not bring the store up to $1': 'не удалось обновить хранилище до $1',
  'The file $1 is not a healthy backup and was not restored: $~2':
    'Файл $1 — не исправная копия, восстановления не было: $~2',
  'the secret key file $1 is missing, and the secrets in the store cannot be opened without it. Put it back from your copy, or point HOOKSWITCH_SECRET_KEY_FILE to it':
    'нет файла с ключом $1, а без него секреты в хранилище не открыть. Верните его из своей копии или укажите путь в HOOKSWITCH_SECRET_KEY_FILE',
  'the secret key file $1 is not the one that sealed the secrets in the store. Put the right one there, or point HOOKSWITCH_SECRET_KEY_FILE to it':
    'ключ в файле $1 — не тот, которым запечатаны секреты в хранилище. Положите туда нужный или укажите путь в HOOKSWITCH_SECRET_KEY_FILE',
  'could not read the secret key file $1 ($2): $~3': 'файл с ключом $1 не читается ($2): $~3',
  'let the user that runs Hookswitch read it': 'разрешите это пользователю, от имени которого работает Hookswitch',
  'could not make the secret key file $1': 'не удалось создать файл с ключом $1',
  'line $1 of the secret key file $2 is not a key: a name of its own, a space and 32 bytes in base64 belong there':
    'строка $1 файла с ключом $2 — не ключ: там должны быть своё имя, пробел и 32 байта в base64',
  'the secret key file $1 holds no key; put the right file there':
    'в файле с ключом $1 нет ключа; положите туда нужный файл',
  'Other users of this machine can open the secret key file $1. Close it: chmod 600 $2':
    'Файл с ключом $1 могут открыть другие пользователи этой машины. Закройте его: chmod 600 $2',
  'HOOKSWITCH_ADMIN_KEY is shorter than $1 characters and can be guessed; a random one is best':
    'HOOKSWITCH_ADMIN_KEY короче $1 знаков, его можно подобрать; лучше всего — случайный',
}

/** The server's own port, in Node's words. */
const listening: Sentences = {
  'listen EADDRINUSE: address already in use $1':
    '$1 занят другой программой: остановите её или укажите в HOOKSWITCH_LISTEN другой порт',
  'listen EACCES: permission denied $1':
    '$1 этому пользователю нельзя: порты ниже 1024 требуют особых прав; укажите в HOOKSWITCH_LISTEN другой порт',
  'listen EADDRNOTAVAIL: address not available $1': '$1 — не адрес этой машины: укажите в HOOKSWITCH_LISTEN её адрес',
}

/** Kinds of one's own. */
const kinds: Sentences = {
  'HOOKSWITCH_KINDS names a folder that does not exist: $1': 'папки из HOOKSWITCH_KINDS нет: $1',
  'your own kind $1 could not be read: $2': 'ваш вид $1 не читается: $2',
  'your own kind $1 has no default export': 'в вашем виде $1 нет export default',
  '$1 describes “$2”; its name must be “$3”, as its file': '$1 описывает «$2», а имя должно быть «$3», как у файла',
  '$1: there is a kind “$2” already': '$1: вид «$2» уже есть',
  '$1 is neither an event type (key, parameters), nor an integration (send), nor a source (eventTypes)':
    '$1 — не тип события (key, parameters), не интеграция (send) и не источник (eventTypes)',
}

/** What `check` found. */
const findings: Sentences = {
  '$1 event types, $2 integrations, $3 sources': 'типов событий $1, интеграций $2, источников $3',
  '$1 will be made by the first start': '$1 появится при первом запуске',
  '$1 opens the secrets of this store': '$1 открывает секреты этого хранилища',
  '$1 can be read and written': '$1 читается и пишется',
  '$1 is used by the Hookswitch that runs': '$1 занято работающим Hookswitch',
  'it shows the year $1; set it, or use NTP': 'они показывают $1 год; переведите их или включите NTP',
  '$1 can be written': 'в $1 можно писать',
  'nothing can be written into $1 ($2): let the user that runs Hookswitch write there, or set HOOKSWITCH_STORE to another folder':
    'в $1 нельзя писать ($2): разрешите это пользователю, от имени которого работает Hookswitch, или укажите в HOOKSWITCH_STORE другую папку',
  'the disk of $1 cannot be read: $2': 'не узнать, сколько места на диске с папкой $1: $2',
  '$1 GB free, $2 % of the disk': 'свободно $1 ГБ, $2 % диска',
  '$~1: make room, or keep the journal for fewer days (PATCH /api/v1/settings/retention)':
    '$~1: освободите место или храните журнал меньше дней (PATCH /api/v1/settings/retention)',
  '$1 is free': '$1 свободен',
  'a Hookswitch runs at $1': 'на $1 работает Hookswitch',
  '$1 is used by another program: stop that, or set HOOKSWITCH_LISTEN to another port':
    '$1 занят другой программой: остановите её или укажите в HOOKSWITCH_LISTEN другой порт',
  '$1 may not be used by this user: ports below 1024 take special rights; set HOOKSWITCH_LISTEN to another port':
    '$1 этому пользователю нельзя: порты ниже 1024 требуют особых прав; укажите в HOOKSWITCH_LISTEN другой порт',
  '$1 is not an address of this machine: set HOOKSWITCH_LISTEN to one that is':
    '$1 — не адрес этой машины: укажите в HOOKSWITCH_LISTEN её адрес',
  '$1 cannot be listened at ($2)': '$1 занять не удалось ($2)',
  '$1 is not https: whoever listens on the way reads keys and phones. Put a proxy with a certificate before it, and set HOOKSWITCH_PUBLIC_URL to its address':
    '$1 — не https: кто слушает сеть по дороге, прочтёт ключи и телефоны. Поставьте перед сервером прокси с сертификатом и укажите его адрес в HOOKSWITCH_PUBLIC_URL',
}

export const machine: Sentences = { ...store, ...listening, ...kinds, ...findings }
