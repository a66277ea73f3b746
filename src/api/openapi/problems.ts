import { problems } from '../../core/problem.ts'
import { answer, choice, integer, list, type Schema, text } from './schema.ts'

/** Problem details, RFC 9457. */
export const problemSchemas: Readonly<Record<string, Schema>> = {
  Problem: {
    ...answer(
      {
        type: text('An address that stands for the code', { format: 'uri' }),
        title: text('What the code means'),
        status: integer('The HTTP status again'),
        code: choice(Object.keys(problems), 'Stable: programs rely on it'),
        detail: text('What went wrong this time, for a person'),
        errors: list(
          answer(
            {
              path: text('Where, such as conditions.all[0].op; empty for the whole body'),
              message: text('What is wrong with it'),
              index: integer('Of a batch: which item, from 0'),
              field: text('Of a batch: the path inside the item'),
            },
            ['index', 'field'],
          ),
          'Every wrong field',
        ),
        request_id: text('Of a 5xx: under this name the log of the server tells more'),
      },
      ['errors', 'request_id'],
    ),
    description:
      'What went wrong: title, detail and messages in Russian when Accept-Language likes Russian best, else in English. Some codes have further members, such as known, used_by or, of a conflict about a binding, current.',
    additionalProperties: true,
    examples: [
      {
        type: 'urn:hookswitch:problem:fields-invalid',
        title: 'Some fields are not valid',
        status: 422,
        code: 'fields-invalid',
        detail: 'name is required',
        errors: [{ path: 'name', message: 'is required' }],
      },
    ],
  },
}

/** One shared response for each status that a problem can have; it names the codes. */
export const problemResponses: Readonly<Record<string, Schema>> = Object.fromEntries(
  [...Map.groupBy(Object.entries(problems), ([, { status }]) => status)].map(([status, some]) => [
    problemName(status),
    {
      description: some.map(([code, { title }]) => `${code}: ${title}`).join(' · '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
)

/** The name of the shared response for a status. */
export function problemName(status: number): string {
  return `Problem${status}`
}
