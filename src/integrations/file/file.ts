import { isAbsolute } from 'node:path'
import type { IntegrationKind, Sending } from '../../core/integration.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { FieldError } from '../../core/problem.ts'
import { type NamedBytes, readContent } from './content.ts'
import { examples } from './examples.ts'
import { type FileParameters, type FileSettings, parameters, settings } from './fields.ts'
import { russian } from './in-russian.ts'
import { storeLocally } from './local.ts'
import { storeByWebdav } from './webdav.ts'

type Delivery = Sending<FileSettings, FileParameters>

const file: IntegrationKind<FileSettings, FileParameters> = {
  kind: 'file',
  title: { en: 'Files', ru: 'Файлы' },
  summary: {
    en: 'Stores recordings and texts in a cloud folder (WebDAV) or in a folder of the server.',
    ru: 'Складывает записи и тексты в облачную папку (WebDAV) или в папку на сервере.',
  },
  family: 'file',
  settings,
  parameters,
  check: checkSettings,
  // Files lie in memory on their way.
  limits: { concurrency: 2 },
  testParameters: () => ({ name: 'hookswitch-test.txt', content: 'This is a test file of Hookswitch.\n' }),
  examples,
  russian,
  steps: [
    { name: 'download', title: { en: 'Fetch the file', ru: 'Скачать файл' } },
    { name: 'store', title: { en: 'Store it', ru: 'Сохранить' } },
  ],
  async send(delivery) {
    const content = await readContent(delivery)
    if ('kind' in content) return content
    return delivery.step('store', async () => orThrow(await store(content, delivery))).catch(outcomeOf)
  },
}

export default file

async function store(content: NamedBytes, delivery: Delivery): Promise<Outcome> {
  const { settings, deliveryId, files, tell, http, signal, clock } = delivery
  const { target, directory = '', url = '', user, password, existing } = settings
  if (target === 'webdav') {
    return storeByWebdav(content, { url, user, password, existing, deliveryId, http, signal, clock })
  }
  const request = { method: 'WRITE', url: `${directory}/${content.name}`, headers: {} }
  tell({ request: { ...request, body: { bytes: content.bytes.byteLength } } })
  return storeLocally(content, { directory, existing, deliveryId, allowed: files.folders })
}

/** A step that did not succeed has to fail, so that Test shows it. */
class NotStored extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome, reason: string) {
    super(reason)
    this.outcome = outcome
  }
}

function orThrow(outcome: Outcome): Outcome {
  if ('reason' in outcome) throw new NotStored(outcome, outcome.reason)
  return outcome
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof NotStored) return error.outcome
  throw error
}

function checkSettings({ target, directory = '', url = '', user, password }: FileSettings): readonly FieldError[] {
  const errors: FieldError[] = []
  if (target === 'local' && !isAbsolute(directory))
    errors.push({ path: 'directory', message: 'must be a whole path', ru: 'нужен полный путь' })
  if (target === 'local' && /\p{Cc}/u.test(directory))
    errors.push({
      path: 'directory',
      message: 'must not hold control characters',
      ru: 'управляющих символов быть не может',
    })
  if (target === 'webdav' && /[?#]/.test(url))
    errors.push({ path: 'url', message: 'must not hold ? or #', ru: 'знаков ? и # быть не может' })
  if (target === 'webdav' && user === undefined && password !== undefined)
    errors.push({ path: 'user', message: 'is needed with a password', ru: 'с паролем нужно заполнить' })
  return errors
}
