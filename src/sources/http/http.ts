import { readPostedEvents } from '../../core/posted-events.ts'
import type { SourceKind } from '../../core/source.ts'

/** Served by the API (`POST /api/v1/events`); described here for the catalogue, and able to read what was posted. */
const http: SourceKind = {
  kind: 'http',
  title: { en: 'HTTP (API)', ru: 'HTTP (API)' },
  summary: {
    en: 'Any program posts events to Hookswitch: your CRM, your PBX, a script. One request, any of the nine event types.',
    ru: 'События присылает любая программа: CRM, АТС, скрипт. Один запрос — и любой из девяти типов событий принят.',
  },
  settings: [],
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
  read: (recording) => readPostedEvents(recording, 'api'),
}

export default http
