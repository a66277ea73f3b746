import type { Field } from '../../core/field.ts'
import type { Json } from '../../core/json.ts'

export interface FileSettings {
  readonly target: 'webdav' | 'local'
  readonly url?: string
  readonly user?: string
  readonly password?: string
  readonly directory?: string
  readonly existing: 'replace' | 'keep'
}

/** Any of them may be something other than a text: a whole-value template keeps its JSON type. */
export interface FileParameters {
  readonly name: Json
  readonly url?: Json
  readonly content?: Json
}

const forWebdav = { when: { field: 'target', equals: 'webdav' } }
const forLocal = { when: { field: 'target', equals: 'local' } }

/** Names are fixed: they are stored, and programs write them. */
export const settings: readonly Field[] = [
  {
    name: 'target',
    type: 'choice',
    default: 'webdav',
    label: { en: 'Where to', ru: 'Куда' },
    choices: [
      { value: 'webdav', label: { en: 'WebDAV (Nextcloud and others)', ru: 'WebDAV (Nextcloud и другие)' } },
      { value: 'local', label: { en: 'A folder of this server', ru: 'Папка на этом сервере' } },
    ],
  },
  {
    name: 'url',
    type: 'url',
    required: true,
    ...forWebdav,
    label: { en: 'Address of the folder', ru: 'Адрес папки' },
    help: {
      en: 'For example https://cloud.example.com/remote.php/dav/files/robot/Calls/. It is made if it is not there.',
      ru: 'Например, https://cloud.example.com/remote.php/dav/files/robot/Calls/. Если папки нет, она будет создана.',
    },
  },
  {
    name: 'user',
    type: 'text',
    maxLength: 320,
    ...forWebdav,
    label: { en: 'User name', ru: 'Имя пользователя' },
  },
  { name: 'password', type: 'secret', ...forWebdav, label: { en: 'Password', ru: 'Пароль' } },
  {
    name: 'directory',
    type: 'text',
    required: true,
    maxLength: 1000,
    ...forLocal,
    label: { en: 'Folder', ru: 'Папка' },
    help: {
      en: 'The whole path, inside a folder that HOOKSWITCH_FILE_FOLDERS allows.',
      ru: 'Полный путь, внутри папки, разрешённой в HOOKSWITCH_FILE_FOLDERS.',
    },
  },
  {
    name: 'existing',
    type: 'choice',
    default: 'replace',
    label: { en: 'A file of that name', ru: 'Если файл с таким именем есть' },
    choices: [
      { value: 'replace', label: { en: 'Is replaced', ru: 'Заменить' } },
      { value: 'keep', label: { en: 'Stays as it is', ru: 'Оставить как есть' } },
    ],
  },
]

export const parameters: readonly Field[] = [
  {
    name: 'name',
    type: 'text',
    required: true,
    label: { en: 'File name', ru: 'Имя файла' },
    help: {
      en: 'With something in it that is different each time, such as {{call_id}}. Signs that no folder takes become _.',
      ru: 'В нём должно быть что-то своё у каждого события, например {{call_id}}. Недопустимые знаки станут _.',
    },
  },
  {
    name: 'url',
    type: 'text',
    label: { en: 'Link to the file', ru: 'Ссылка на файл' },
    help: {
      en: 'Such as {{sec.RecordingUrl}}. At most 50 MB.',
      ru: 'Например, {{sec.RecordingUrl}}. Не больше 50 МБ.',
    },
  },
  {
    name: 'content',
    type: 'long_text',
    label: { en: 'Or its text', ru: 'Или текст файла' },
  },
]
