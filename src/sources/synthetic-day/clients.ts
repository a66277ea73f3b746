import type { JsonObject } from '../../core/json.ts'
import type { Language } from '../../core/sentence.ts'
import { personName } from './people.ts'
import type { Random } from './random.ts'
import { cities, say } from './words.ts'

/** Somebody who calls or is called. */
export interface Client {
  /** Of the range +7 000, which belongs to nobody. */
  readonly phone: string
  /** What the CRM knows (block CONTACT of the catalogue); nothing of a stranger. */
  readonly contact: JsonObject
}

/** Gives a new client each time; no two have the same number. */
export function clientBook(random: Random, language: Language): () => Client {
  const first = random.whole(0, 9_999_999)
  let count = 0
  return () => {
    count += 1
    // 7919 and ten million have no common factor: the numbers look mixed and repeat only after all of them.
    const phone = `+7000${String((first + count * 7919) % 10_000_000).padStart(7, '0')}`
    return { phone, contact: random.chance(0.6) ? contactOf(count, random, language) : {} }
  }
}

function contactOf(no: number, random: Random, language: Language): JsonObject {
  return {
    contact_id: String(90_000 + no),
    contact_name: personName(random.whole(0, 599), language),
    contact: { email: `client${no}@example.com`, city: say(random.oneOf(cities), language) },
    client_tz: random.oneOf(['Europe/Moscow', 'Asia/Yekaterinburg', 'Europe/Samara', 'Asia/Almaty']),
  }
}
