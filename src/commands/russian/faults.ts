import type { Sentences } from '../../api/russian/recognize.ts'

/** What was typed wrong. */
const typed: Sentences = {
  'there is no command “$1”; see hookswitch help': 'нет команды «$1»; какие есть, покажет hookswitch help',
  '“$1” is one word too many; see hookswitch $2 --help':
    'слово «$1» лишнее; что принимает команда, покажет hookswitch $2 --help',
  "Unknown option '$1'": 'нет такого флага: $1',
  "Option '$1' argument missing": 'после флага $1 нет значения',
  "Option '$1' argument is ambiguous": 'значение флага $1 похоже на другой флаг: напишите его через «=»',
  "Option '$1' does not take an argument": 'флаг $1 пишется без значения',
  'say create LOGIN, list, link LOGIN, disable LOGIN, or enable LOGIN':
    'напишите create ЛОГИН, list, link ЛОГИН, disable ЛОГИН или enable ЛОГИН',
  'give the LOGIN: accounts $1 LOGIN': 'укажите логин: accounts $1 ЛОГИН',
  'there is no account “$1”; accounts list shows them': 'нет учётной записи «$1»; какие есть, покажет accounts list',
  'say create NAME, list, or revoke ID': 'напишите create НАЗВАНИЕ, list или revoke ID',
  'give the new key a NAME': 'дайте новому ключу название: keys create НАЗВАНИЕ',
  '--role must be one of $1': '--role может быть только такой: $1',
  '--expires must be a time such as 2027-01-01T00:00:00Z': '--expires — это время, например 2027-01-01T00:00:00Z',
  '--calls must be a whole number from 20 to 2000, not “$1”': '--calls — целое число от 20 до 2000, а не «$1»',
  '--$1 must be a port from 0 to 65535, not “$2”': '--$1 — порт от 0 до 65535, а не «$2»',
  'port $1 is taken; choose another one with --port or --mail-port':
    'порт $1 занят; выберите другой флагом --port или --mail-port',
  'give the FILE to write': 'укажите файл, в который писать',
  'there is already a file $1; choose another name': 'файл $1 уже есть; выберите другое имя',
  'There is already a file at $1. Choose another name for the copy.':
    'Файл $1 уже есть. Выберите для копии другое имя.',
  'the copy broke off after $1 of $2 bytes': 'копия оборвалась: пришло $1 байт из $2',
  'give the FILE of a backup': 'укажите файл с копией',
  '$1: stores are restored by their own tools, not by Hookswitch':
    'хранилища $1: восстанавливают их собственными средствами, а не через Hookswitch',
  'give a FILE that export wrote, or - for standard input':
    'укажите файл, который записала команда export, или - для стандартного ввода',
  'give a FILE and --source KIND': 'укажите файл и --source ВИД',
  'there is no file $1': 'нет файла $1',
  'There is no file $1.': 'Нет файла $1.',
  '“$1” cannot read recordings; these can: $2': '«$1» не умеет читать записи; умеют $2',
  '“$1” must read NAME=VALUE': 'вместо «$1» должно стоять ИМЯ=ЗНАЧЕНИЕ',
  'say whose data: --phone NUMBER': 'укажите, чьи данные стереть: --phone НОМЕР',
}

/** The server that a command speaks to. */
const server: Sentences = {
  'a server runs at $1: give an API key with --key, set HOOKSWITCH_ADMIN_KEY, or stop the server and ask again':
    'по адресу $1 работает сервер: передайте ключ API флагом --key или в HOOKSWITCH_ADMIN_KEY либо остановите сервер и повторите',
  '--url must be an address such as http://127.0.0.1:8787, not “$1”':
    '--url — это адрес, например http://127.0.0.1:8787, а не «$1»',
  'give an API key with --key, or set HOOKSWITCH_ADMIN_KEY':
    'передайте ключ API флагом --key или в HOOKSWITCH_ADMIN_KEY',
  'no Hookswitch answers at $1: $2': 'по адресу $1 Hookswitch не отвечает: $2',
  'the server refused it ($1): $~2': 'сервер отказал ($1): $~2',
  'no reason given': 'причина не названа',
}

/** A setting that cannot be used. */
const settings: Sentences = {
  '$1 is not a setting; the settings are $2': 'настройки $1 нет; есть $2',
  'HOOKSWITCH_LISTEN must be HOST:PORT such as 127.0.0.1:8787, not “$1”':
    'HOOKSWITCH_LISTEN — это АДРЕС:ПОРТ, например 127.0.0.1:8787, а не «$1»',
  'HOOKSWITCH_FILE_FOLDERS must list folders such as /srv/recordings, not “$1”':
    'HOOKSWITCH_FILE_FOLDERS — это папки, например /srv/recordings, а не «$1»',
  'HOOKSWITCH_PUBLIC_URL must be an http or https address, not “$1”':
    'HOOKSWITCH_PUBLIC_URL — это адрес http или https, а не «$1»',
  '$1 must list networks such as 10.0.0.0/8, not “$2”': '$1 — это сети, например 10.0.0.0/8, а не «$2»',
  'HOOKSWITCH_RETENTION_DAYS must be a whole number of days from 1 to 3650, not “$1”':
    'HOOKSWITCH_RETENTION_DAYS — целое число дней от 1 до 3650, а не «$1»',
  'HOOKSWITCH_TIME_ZONE must be an IANA time zone such as Europe/Kyiv, not “$1”':
    'HOOKSWITCH_TIME_ZONE — часовой пояс IANA, например Europe/Kyiv, а не «$1»',
  'HOOKSWITCH_LANGUAGE must be en or ru, not “$1”': 'HOOKSWITCH_LANGUAGE — это en или ru, а не «$1»',
}

export const faults: Sentences = { ...typed, ...server, ...settings }
