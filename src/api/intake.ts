import type { House } from './house.ts'
import { eventDescriptions } from './openapi/events.ts'
import { languageAsked, sayFaultsIn } from './reader-language.ts'
import type { Route } from './route.ts'

/** What became of the latest requests that brought events. */
export function intakeRoutes({ intake }: House): Route[] {
  return [
    {
      method: 'GET',
      path: '/intake',
      right: 'sources:read',
      summary: 'Lists the latest requests to POST /events, also those that were refused, newest first',
      ...eventDescriptions.intake,
      handle: ({ headers }) => {
        const language = languageAsked(headers['accept-language'])
        const items = intake.list().map((row) => ({ ...row, errors: sayFaultsIn(language, row['errors'] as never) }))
        return { body: { items, day: intake.day() } }
      },
    },
  ]
}
