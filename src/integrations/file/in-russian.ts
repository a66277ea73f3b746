/** What became of files, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'the file: $~1': 'файл: $~1',
  'the file could not be downloaded: its address answered $1': 'файл не удалось скачать: его адрес ответил кодом $1',
  'the file comes compressed ($1) though we did not ask for that':
    'файл пришёл сжатым ($1), хотя мы об этом не просили',
  'the file is larger than $1 MB': 'файл больше $1 МБ',
  'the file: its download broke off': 'скачивание файла оборвалось',
  'the file name is empty: none of its variables had a value':
    'имя файла пустое: все переменные в нём оказались без значения',
  'there is nothing to store: neither the link nor the text has a value':
    'сохранять нечего: ни в ссылке, ни в тексте нет значения',
  'give either a link or a text, not both': 'укажите или ссылку, или текст, но не то и другое сразу',
  'files may not be written into $1. Whoever runs the server allows the folder in HOOKSWITCH_FILE_FOLDERS':
    'в папку $1 записывать нельзя. Её разрешает в HOOKSWITCH_FILE_FOLDERS тот, кто ведёт сервер',
  'the folder $1 is not there': 'папки $1 нет',
  'the server has no right to write into $1': 'у сервера нет права записывать в $1',
  'there is no room left in $1': 'в $1 закончилось место',
  'in $1 something that is not a file has that name': 'в $1 это имя уже занято, и не файлом',
  'the file could not be written into $1: $2': 'файл не удалось записать в $1: $2',
  'answered 403: this user may not write into the folder':
    'сервер ответил кодом 403: этому пользователю нельзя записывать в папку',
  'answered $1: the folder is not there and could not be made':
    'сервер ответил кодом $1: папки нет, и создать её не удалось',
  'answered $1: this address does not speak WebDAV': 'сервер ответил кодом $1: по этому адресу нет WebDAV',
  'answered 412: the file of that name may not be replaced':
    'сервер ответил кодом 412: заменить файл с этим именем нельзя',
  'answered 413: the file is larger than the server takes': 'сервер ответил кодом 413: файл для него слишком большой',
  'answered 423: the file is locked by somebody': 'сервер ответил кодом 423: файл кем-то занят',
  'answered 507: there is no room left': 'сервер ответил кодом 507: у него закончилось место',
}
