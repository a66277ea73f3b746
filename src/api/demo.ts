import type { DemoState } from '../core/demo.ts'
import type { JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import type { Language } from '../core/sentence.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { demoDescriptions } from './openapi/demo.ts'
import type { Asked, Route } from './route.ts'

/** A call center that does not exist, to see how everything works before anything is connected. */
export function demoRoutes(house: House): Route[] {
  const { demo } = house
  return [
    {
      method: 'GET',
      path: '/demo',
      right: 'journal:read',
      summary: 'Tells whether the demo call center is here, and how far it has played',
      ...demoDescriptions.read,
      handle: () => ({ body: showDemo(demo.state()) }),
    },
    {
      method: 'POST',
      path: '/demo/play',
      right: 'settings:write',
      summary: 'Sets up the demo call center unless it is here, and plays a recorded call and a made-up day',
      ...demoDescriptions.play,
      body: 'json',
      handle: async (asked) => {
        const state = showDemo(await demo.start(languageIn(asked, house)))
        await noteChange(asked, { action: 'demo.play', object: 'demo', after: state }, house)
        return { status: 202, body: state }
      },
    },
    {
      method: 'POST',
      path: '/demo/stop',
      right: 'settings:write',
      summary: 'Stops the play; what it made stays',
      ...demoDescriptions.stop,
      body: 'json',
      handle: async (asked) => {
        const state = showDemo(await demo.stop())
        await noteChange(asked, { action: 'demo.stop', object: 'demo' }, house)
        return { body: state }
      },
    },
    {
      method: 'DELETE',
      path: '/demo',
      right: 'settings:write',
      summary: 'Removes the bindings, integrations and people of the demo call center; the journal stays',
      ...demoDescriptions.remove,
      handle: async (asked) => {
        const before = showDemo(demo.state())
        const state = showDemo(await demo.remove())
        await noteChange(asked, { action: 'demo.remove', object: 'demo', before }, house)
        return { body: state }
      },
    },
  ]
}

/** Of names and messages. Throws `fields-invalid` for another one. */
function languageIn({ query }: Asked, { language }: House): Language {
  const given = query['language'] ?? language
  if (given === 'en' || given === 'ru') return given
  const message = 'must be en or ru'
  throw new Problem('fields-invalid', `language ${message}`, { errors: [{ path: 'language', message }] })
}

function showDemo({ state, setUp, play }: DemoState): JsonObject {
  return {
    state,
    set_up: setUp && { ...setUp },
    play: play && {
      started_at: new Date(play.startedAt).toISOString(),
      ended_at: play.endedAt === null ? null : new Date(play.endedAt).toISOString(),
      end: play.end,
      message: play.message,
      told: play.told,
      share: play.share,
      fired: play.fired,
    },
  }
}
