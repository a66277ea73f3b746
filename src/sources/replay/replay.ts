import type { Field } from '../../core/field.ts'
import { readPostedEvents } from '../../core/posted-events.ts'
import type { SourceKind } from '../../core/source.ts'
import { russian } from './in-russian.ts'
import { retell } from './retell.ts'

export interface Settings {
  readonly path: string
  readonly speed: number
  readonly loop: boolean
}

const settings: readonly Field[] = [
  {
    name: 'path',
    type: 'text',
    required: true,
    maxLength: 4096,
    label: { en: 'File with events', ru: 'Файл с событиями' },
    help: {
      en: 'On the machine where Hookswitch runs. One event per line, as the API takes them.',
      ru: 'На машине, где работает Hookswitch. По одному событию в строке, в том же виде, в каком их принимает API.',
    },
  },
  {
    name: 'speed',
    type: 'number',
    default: 1,
    min: 0,
    max: 100_000,
    label: { en: 'Speed', ru: 'Скорость' },
    help: {
      en: '1: at the recorded pace. 60: an hour takes a minute. 0: as fast as the events are taken.',
      ru: '1 — как было записано. 60 — час проходит за минуту. 0 — так быстро, как события успевают приниматься.',
    },
  },
  {
    name: 'loop',
    type: 'boolean',
    default: false,
    label: { en: 'Begin again at the end', ru: 'Повторять по кругу' },
    help: {
      en: 'Each further round gets ids of its own, so its events count as new.',
      ru: 'У событий каждого следующего круга свои номера, поэтому они считаются новыми.',
    },
  },
]

const replay: SourceKind<Settings> = {
  kind: 'replay',
  title: { en: 'Replay', ru: 'Повтор записи' },
  summary: {
    en: 'Tells a recorded day again, at its own pace or faster: to try bindings out, to train, to show.',
    ru: 'Рассказывает записанный день заново, в его темпе или быстрее: проверить привязки, научить, показать.',
  },
  settings,
  russian,
  eventTypes: [
    'call_function',
    'user_status',
    'task_status',
    'discipline_report',
    'list_change',
    'auto_operator',
    'speech_analytics',
    'shift_violation',
    'quota',
  ],
  start: retell,
  read: (recording) => readPostedEvents(recording, 'replay'),
}

export default replay
