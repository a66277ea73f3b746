import { exampleIds, type RouteDescription } from './description.ts'
import { answer, form, freeObject, integer, list, nullable, number, ref, text, time } from './schema.ts'

const one = { id: exampleIds.integration }

export const integrationCareDescriptions = {
  health: {
    reply: answer({
      day: answer({ delivered: integer('Over the last 24 hours'), failed: integer('Over the last 24 hours') }),
      per_minute: number('Finished a minute, over the last hour or two'),
      p95_ms: nullable(number('95 of 100 messages were faster, in the latest hour that had any')),
      error_classes: freeObject('How many deliveries stand at each class of failure, by its name'),
      backlog: integer('Deliveries that wait'),
      oldest_due_at: nullable(time('When the first of them is due')),
    }),
    example: { params: one, status: 200 },
  },
  usedBy: {
    reply: answer({
      items: list(ref('Binding'), 'The bindings'),
      next_cursor: nullable(text('Always null: all are told at once')),
    }),
    example: { params: one, status: 200 },
  },
  replace: {
    request: form({ with: text('The integration that takes its place') }, ['with']),
    reply: answer({ moved: integer('How many bindings moved') }),
    example: { params: { id: exampleIds.unusedIntegration }, body: { with: exampleIds.integration }, status: 200 },
  },
} satisfies Record<string, RouteDescription>
