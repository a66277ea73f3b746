import { fieldsInvalid } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import { maskText } from '../core/mask-text.ts'
import { maskPhone } from '../core/phone.ts'

/** A person in the API's form for whoever may not see personal data: the name stays, mail address and phone are masked. */
export function maskUser(user: JsonObject): JsonObject {
  const { email, phone } = user
  return {
    ...user,
    email: typeof email === 'string' ? maskText(email) : null,
    phone: typeof phone === 'string' ? maskPhone(phone) : null,
  }
}

/**
 * The form in which masks, shown to whoever may not see personal data, are again what they stand for. Throws `fields-invalid` at
 * a mask that stands for nothing.
 */
export function withoutUserMasks(form: JsonObject, kept: JsonObject): JsonObject {
  const masked = maskUser(kept)
  const entries = Object.entries(form).map(([name, value]) => {
    if ((name !== 'email' && name !== 'phone') || typeof value !== 'string') return [name, value]
    if (value === masked[name]) return [name, kept[name]]
    if (!value.includes('***')) return [name, value]
    throw fieldsInvalid([{ path: name, message: 'is a mask: write the value itself' }])
  })
  return Object.fromEntries(entries)
}
