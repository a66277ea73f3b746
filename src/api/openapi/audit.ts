import type { QueryParameter, RouteDescription } from './description.ts'
import { orderParameter, pageOf, pageParameters } from './lists.ts'
import { answer, list, ref, text } from './schema.ts'

/** Which rows: all that are given must hold. */
const filterParameters: readonly QueryParameter[] = [
  { name: 'actor', description: 'Done by the account or key with this id', schema: text('An id', { maxLength: 200 }) },
  {
    name: 'action',
    description: 'This action, such as binding.update, or a whole area, such as binding',
    schema: text('An action or an area', { maxLength: 200 }),
    example: 'binding',
  },
  {
    name: 'object',
    description: 'Done to this object, such as bindings:bnd_1, or to anything of a sort, such as bindings',
    schema: text('An object or a sort', { maxLength: 200 }),
    example: 'bindings',
  },
  { name: 'period', description: 'Within so long before now: 24h, 7d', schema: text('A length') },
  {
    name: 'from',
    description: 'At this moment or later: RFC 3339, or milliseconds since 1970',
    schema: text('A moment'),
    example: '2026-03-16T00:00:00Z',
  },
  { name: 'to', description: 'Before this moment', schema: text('A moment') },
]

export const auditDescriptions = {
  list: {
    query: [...filterParameters, ...pageParameters, orderParameter],
    reply: pageOf(ref('AuditRow')),
    example: { query: { action: 'binding', limit: '20' }, status: 200 },
  },
  choices: {
    reply: answer({
      actors: list(
        answer({ id: text('Id of an account or key'), name: text('Its name in the newest row') }),
        'Who stands in the log',
      ),
      areas: list(text('What actions begin with, such as binding'), 'What was done'),
    }),
    example: { status: 200 },
  },
} satisfies Record<string, RouteDescription>
