import { operators } from '../../core/condition.ts'
import { answer, anything, choice, flag, form, list, ref, type Schema, text } from './schema.ts'

/** The three parts of a comparison. */
export const path = text('The event’s parameter, with dots for what is inside', { maxLength: 200 })
export const operator = choice(operators, 'ne and not_in hold when the parameter is missing; the others do not')
export const value = anything('What to compare with: a list for in and not_in, nothing for exists and not_exists')
const holds = flag('Whether this part held')

function groupOf(name: string): Schema {
  return list(ref(name), 'The parts', { minItems: 1 })
}

export const conditionSchemas: Readonly<Record<string, Schema>> = {
  Condition: {
    description: 'A tree of all, any and not, with comparisons as leaves: at most 16 levels and 200 comparisons',
    oneOf: [
      form({ all: groupOf('Condition') }, ['all']),
      form({ any: groupOf('Condition') }, ['any']),
      form({ not: ref('Condition') }, ['not']),
      form({ param: path, op: operator, value }, ['param', 'op']),
    ],
    examples: [
      {
        all: [
          { param: 'function', op: 'eq', value: 'queue' },
          { param: 'success_flag', op: 'eq', value: false },
        ],
      },
    ],
  },
  ExplainedCondition: {
    description: 'The same tree, told for one event',
    oneOf: [
      answer({ holds, all: groupOf('ExplainedCondition') }),
      answer({ holds, any: groupOf('ExplainedCondition') }),
      answer({ holds, not: ref('ExplainedCondition') }),
      answer({ holds, param: path, op: operator, value, actual: anything('What the event held; null: nothing') }, [
        'value',
      ]),
    ],
  },
}
