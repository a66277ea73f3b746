import type { House } from './house.ts'
import { eventDescriptions } from './openapi/events.ts'
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
      handle: () => ({ body: { items: intake.list(), day: intake.day() } }),
    },
  ]
}
