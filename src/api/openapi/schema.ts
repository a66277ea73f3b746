/** A JSON Schema of the 2020-12 dialect, as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>

type More = Readonly<Record<string, unknown>>

/** A text. */
export function text(description: string, more: More = {}): Schema {
  return { type: 'string', description, ...more }
}

/** A moment, RFC 3339. */
export function time(description: string, more: More = {}): Schema {
  return { type: 'string', format: 'date-time', description, ...more }
}

/** A number with or without a fraction. */
export function number(description: string, more: More = {}): Schema {
  return { type: 'number', description, ...more }
}

/** A whole number. */
export function integer(description: string, more: More = {}): Schema {
  return { type: 'integer', description, ...more }
}

/** True or false. */
export function flag(description: string, more: More = {}): Schema {
  return { type: 'boolean', description, ...more }
}

/** One of some words. */
export function choice(values: readonly string[], description: string, more: More = {}): Schema {
  return { type: 'string', enum: values, description, ...more }
}

/** Anything that JSON can say. */
export function anything(description: string, more: More = {}): Schema {
  return { description, ...more }
}

/** An object whose names are not known beforehand. */
export function freeObject(description: string, more: More = {}): Schema {
  return { type: 'object', description, additionalProperties: true, ...more }
}

export function list(items: Schema, description: string, more: More = {}): Schema {
  return { type: 'array', items, description, ...more }
}

/** An answer: every property is always there unless it is named in `optional`. A later version may add others. */
export function answer(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required }
}

/** What a caller sends: a property that does not stand here is refused, for it is most often a typing mistake. */
export function form(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  }
}

/** The same or null. */
export function nullable(schema: Schema): Schema {
  const { type, description, ...rest } = schema
  if (typeof type !== 'string' || 'enum' in schema)
    return { ...(description === undefined ? {} : { description }), anyOf: [schema, { type: 'null' }] }
  return { ...rest, type: [type, 'null'], ...(description === undefined ? {} : { description }) }
}

/** A schema that has a name of its own. */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

/** A property that an answer holds and a request may repeat: it is not taken over. */
export function shownOnly(schema: Schema = {}): Schema {
  return { ...schema, readOnly: true }
}
