import { isObject, lengthOf, listOf, textOf } from './service.ts'

/** Discord's tree of errors: by field, at its end a list under `_errors`. */
type Faults = Record<string, unknown>

/** What Discord finds wrong with the fields of a message; null when nothing. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export function faultsOf(body: Readonly<Record<string, unknown>>): Faults | null {
  const faults = {
    ...longText('content', body['content'], 2000),
    ...usernameFault(body['username']),
    ...embedFaults(body['embeds']),
  }
  return Object.keys(faults).length === 0 ? null : faults
}

function fault(code: string, message: string): Faults {
  return { _errors: [{ code, message }] }
}

function longText(name: string, value: unknown, longest: number): Faults {
  if (value !== undefined && value !== null && typeof value !== 'string') {
    return { [name]: fault('STRING_TYPE_CONVERT', `Could not interpret "${String(value)}" as string.`) }
  }
  const text = textOf(value)
  if (!text.isWellFormed()) return { [name]: fault('STRING_TYPE_CONVERT', 'Not a well formed string.') }
  if (lengthOf(text.trim()) <= longest) return {}
  return { [name]: fault('BASE_TYPE_MAX_LENGTH', `Must be ${longest} or fewer in length.`) }
}

function usernameFault(value: unknown): Faults {
  if (value === undefined) return {}
  const name = textOf(value).trim()
  if (name === '' || lengthOf(name) > 80) {
    return { username: fault('BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 80 in length.') }
  }
  const [word] = /discord|clyde/i.exec(name) ?? []
  return word === undefined
    ? {}
    : { username: fault('USERNAME_INVALID_CONTAINS', `Username cannot contain "${word.toLowerCase()}"`) }
}

function embedFaults(value: unknown): Faults {
  if (value === undefined) return {}
  if (!Array.isArray(value)) return { embeds: fault('LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType') }
  if (value.length > 10) return { embeds: fault('BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.') }
  const each = value.map((embed, at): [string, Faults] => [String(at), embedFault(embed)])
  const wrong = each.filter(([, faults]) => Object.keys(faults).length > 0)
  if (wrong.length > 0) return { embeds: Object.fromEntries(wrong) }
  const together = value.flatMap(countedTexts).reduce((sum, text) => sum + lengthOf(text.trim()), 0)
  return together > 6000 ? { embeds: fault('MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000') } : {}
}

function embedFault(embed: unknown): Faults {
  if (!isObject(embed)) return fault('MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
  return {
    ...longText('title', embed['title'], 256),
    ...longText('description', embed['description'], 4096),
    ...addressFault(embed['url']),
    ...timeFault(embed['timestamp']),
    ...colorFault(embed['color']),
    ...partFault('footer', embed['footer'], 'text', 2048),
    ...partFault('author', embed['author'], 'name', 256),
    ...fieldsFault(embed['fields']),
  }
}

function addressFault(url: unknown): Faults {
  const isFine = url === undefined || (typeof url === 'string' && /^https?:\/\//.test(url) && URL.canParse(url))
  return isFine ? {} : { url: fault('URL_TYPE_INVALID_URL', 'Not a well formed URL.') }
}

function timeFault(time: unknown): Faults {
  const isFine = time === undefined || (typeof time === 'string' && !Number.isNaN(Date.parse(time)))
  return isFine ? {} : { timestamp: fault('DATE_TIME_TYPE_PARSE', `Could not parse ${String(time)}.`) }
}

function colorFault(color: unknown): Faults {
  if (color === undefined || color === null) return {}
  if (!Number.isInteger(color)) return { color: fault('NUMBER_TYPE_COERCE', `Value "${String(color)}" is not int.`) }
  const isFine = Number(color) >= 0 && Number(color) <= 0xffffff
  return isFine ? {} : { color: fault('NUMBER_TYPE_MAX', 'int value should be less than or equal to 16777215.') }
}

function partFault(name: string, part: unknown, key: string, longest: number): Faults {
  const faults = isObject(part) ? longText(key, part[key], longest) : {}
  return Object.keys(faults).length === 0 ? {} : { [name]: faults }
}

function fieldsFault(value: unknown): Faults {
  const fields = listOf(value)
  if (fields.length > 25) return { fields: fault('BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.') }
  const each = fields.map((field, at): [string, Faults] => [String(at), isObject(field) ? fieldFault(field) : {}])
  const wrong = each.filter(([, faults]) => Object.keys(faults).length > 0)
  return wrong.length === 0 ? {} : { fields: Object.fromEntries(wrong) }
}

function fieldFault(field: Readonly<Record<string, unknown>>): Faults {
  const missing = ['name', 'value'].filter((key) => textOf(field[key]).trim() === '')
  return {
    ...longText('name', field['name'], 256),
    ...longText('value', field['value'], 1024),
    ...Object.fromEntries(missing.map((key) => [key, fault('BASE_TYPE_REQUIRED', 'This field is required')])),
  }
}

/** The texts that count towards the sum of all embeds. */
function countedTexts(embed: unknown): readonly string[] {
  if (!isObject(embed)) return []
  const footer = isObject(embed['footer']) ? textOf(embed['footer']['text']) : ''
  const author = isObject(embed['author']) ? textOf(embed['author']['name']) : ''
  const fields = listOf(embed['fields']).filter(isObject)
  return [
    textOf(embed['title']),
    textOf(embed['description']),
    footer,
    author,
    ...fields.flatMap((field) => [textOf(field['name']), textOf(field['value'])]),
  ]
}
