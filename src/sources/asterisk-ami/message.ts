/**
 * One AMI message: an event, a response, or a line of a list. Keys are lower-case, because Asterisk promises nothing about
 * their case; every key keeps all its values in order, because keys may repeat (`Variable`, `ChanVariable`).
 */
export type AmiMessage = ReadonlyMap<string, readonly string[]>

/** The first value of a key. Empty when it is absent or when Asterisk writes its own word for "not known". */
export function field(message: AmiMessage, name: string): string {
  const value = message.get(name)?.[0]?.trim() ?? ''
  return value === '<unknown>' || value === '(null)' || value === '<none>' ? '' : value
}

/** Every value of a key, in the order they came. */
export function valuesOf(message: AmiMessage, name: string): readonly string[] {
  return message.get(name) ?? []
}

/** A whole, not negative number, or undefined when the key holds none. */
export function countIn(message: AmiMessage, name: string): number | undefined {
  const value = field(message, name)
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined
}

/** The name of the event in lower case; empty for a response or a request. */
export function eventName(message: AmiMessage): string {
  return field(message, 'event').toLowerCase()
}
