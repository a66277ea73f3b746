import { operators } from '../../core/condition.ts'
import type { RouteDescription } from './description.ts'
import { answer, anything, choice, flag, freeObject, list, nullable, number, ref, type Schema, text } from './schema.ts'

const kindly: Readonly<Record<string, Schema>> = {
  kind: text('Its name in the API'),
  title: ref('Sentence'),
  summary: ref('Sentence'),
  settings: list(ref('Field'), 'What to fill in'),
  icon: nullable(text('A drawing of one color, as SVG')),
}

const choices = list(answer({ value: text('What is sent'), label: ref('Sentence') }), 'What is legal')

export const catalogueSchemas: Readonly<Record<string, Schema>> = {
  Sentence: { ...answer({ en: text('English'), ru: text('Russian') }), description: 'A text in both languages' },
  Field: {
    ...answer(
      {
        name: text('Its name in the API'),
        type: choice(
          [
            'text',
            'long_text',
            'secret',
            'number',
            'integer',
            'boolean',
            'choice',
            'url',
            'list',
            'pairs',
            'object',
            'json',
            'files',
          ],
          'What it holds',
        ),
        label: ref('Sentence'),
        help: ref('Sentence'),
        required: flag('Must be filled in'),
        secret: flag('Write-only'),
        default: anything('What stands there when it is left empty'),
        choices,
        min: number('The least'),
        max: number('The most'),
        maxLength: number('The longest text'),
        when: answer({ field: text('Shown only when this field'), equals: anything('has this value') }),
        fields: list(ref('Field'), 'Of an object: what is inside'),
      },
      ['help', 'required', 'secret', 'default', 'choices', 'min', 'max', 'maxLength', 'when', 'fields'],
    ),
    description: 'What a person fills in',
  },
  Parameter: {
    ...answer({
      name: text('Its name in data, in conditions and in templates'),
      type: choice(
        ['id', 'string', 'enum', 'bool', 'int', 'number', 'timestamp', 'uuid', 'url', 'map', 'string[]', 'id[]'],
        'What it holds',
      ),
      label: ref('Sentence'),
      help: { anyOf: [ref('Sentence'), { type: 'null' }] },
      enum: nullable(choices),
      unit: nullable(choice(['s', 'percent', 'points', 'count'], 'Of a number')),
      operators: list(choice(operators, 'An operator'), 'Those that make sense for it'),
      pii: nullable(choice(['C', 'E', 'T', 'U'], 'Whose personal data: client, employee, free text, secret link')),
      envelope: flag('True: it stands on the event itself'),
      sample: anything('What it may hold'),
    }),
    description: 'One parameter of an event',
  },
  Catalogue: {
    ...answer({
      event_types: list(
        answer({
          key: text('Its name'),
          title: ref('Sentence'),
          when: ref('Sentence'),
          parameters: list(ref('Parameter'), 'Everything that it may hold'),
          sample: freeObject('A believable event'),
          starting_conditions: { anyOf: [ref('Condition'), { type: 'null' }] },
          searchable: list(text('A parameter'), 'By what the journal finds it'),
        }),
        'What can happen',
      ),
      integrations: list(
        answer({
          ...kindly,
          family: choice(['chat', 'mail', 'webhook', 'crm', 'file', 'internal'], 'What sort of place'),
          parameters: list(ref('Field'), 'What a binding sets'),
          any_parameters: flag('True: a binding may set any others'),
          helpers: list(
            answer({ name: text('Its name'), title: ref('Sentence'), fills: text('The setting it fills in') }),
            'Look-ups for settings',
          ),
          steps: list(
            answer({ name: text('As a test tells it'), title: ref('Sentence') }),
            'The parts of sending that a test ticks, in order',
          ),
          personal_data: choice(['masked', 'clear'], 'What holds unless an integration says otherwise'),
          limits: answer({
            rate_per_second: nullable(number('Unless an integration says otherwise')),
            concurrency: nullable(number('Unless an integration says otherwise')),
          }),
        }),
        'Where messages can go',
      ),
      sources: list(
        answer({
          ...kindly,
          event_types: list(text('An event type'), 'What it can tell'),
          live: flag('True: it can be listened to'),
          reads_recordings: flag('True: hookswitch replay reads its recordings'),
        }),
        'Ways events arrive',
      ),
      detectors: list(anything('A detector'), 'What watches events and tells others'),
      recipes: list(
        answer({
          id: text('R01 and on'),
          title: ref('Sentence'),
          event_type: text('The event type'),
          conditions: { anyOf: [ref('Condition'), { type: 'null' }] },
          destination: freeObject('The kind meant, and its parameters'),
          text: ref('Sentence'),
          preview: ref('Sentence'),
          options: freeObject('Options of the binding'),
        }),
        'Ready-made bindings',
      ),
      sec_variables: list(
        answer({
          name: text('Written {{sec.Name}}'),
          label: ref('Sentence'),
          type: choice(['string', 'date', 'url'], 'What it holds'),
          pii: choice(['C', 'E', 'T', 'U'], 'Whose personal data'),
        }),
        'Looked up when the message leaves',
      ),
    }),
    description: 'Everything that exists because its folder exists',
  },
}

const guide = answer({ guide: { anyOf: [ref('Sentence'), { type: 'null' }] } })

export const catalogueDescriptions = {
  read: { reply: ref('Catalogue'), example: { status: 200 } },
  integrationGuide: { reply: guide, example: { params: { kind: 'webhook' }, status: 200 } },
  sourceGuide: { reply: guide, example: { params: { kind: 'http' }, status: 200 } },
} satisfies Record<string, RouteDescription>
