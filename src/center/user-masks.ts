import { isJsonObject, type JsonObject } from '../core/json.ts'
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

/** The form with masks that came back unchanged put aside for what they stand for. */
export function withoutUserMasks(form: unknown, kept: JsonObject): unknown {
  if (!isJsonObject(form)) return form
  const masked = maskUser(kept)
  const entries = Object.entries(form).map(([name, value]) => {
    const isMask = (name === 'email' || name === 'phone') && value !== null && value === masked[name]
    return [name, isMask ? kept[name] : value]
  })
  return Object.fromEntries(entries)
}
