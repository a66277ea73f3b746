import type { RouteDescription } from './description.ts'
import { answer, choice, integer, nullable, number, text, time } from './schema.ts'

const state = answer({
  state: choice(['none', 'ready', 'playing'], 'none: nothing of it is here; ready: it is here and does not play'),
  set_up: nullable(
    answer({
      integrations: integer('Message walls that it made and that are still here'),
      bindings: integer('Bindings that it made and that are still here'),
      people: integer('People that it made and that are still here'),
    }),
  ),
  play: nullable(
    answer({
      started_at: time('When it began'),
      ended_at: nullable(time('Null while it plays')),
      end: nullable(choice(['finished', 'stopped', 'failed'], 'How it ended')),
      message: nullable(text('What went wrong')),
      told: integer('Events told so far'),
      share: number('How much of the day is told, from 0 to 1'),
      fired: integer('How often a binding fired on them'),
    }),
  ),
})

export const demoDescriptions = {
  read: { reply: state, example: { status: 200 } },
  play: {
    query: [
      {
        name: 'language',
        description: 'Of names and messages; that of the server unless given',
        schema: choice(['en', 'ru'], 'A language'),
        example: 'en',
      },
    ],
    reply: state,
    example: { query: { language: 'en' }, status: 202 },
  },
  stop: { reply: state, example: { status: 200 } },
  remove: { reply: state, example: { status: 200 } },
} satisfies Record<string, RouteDescription>
