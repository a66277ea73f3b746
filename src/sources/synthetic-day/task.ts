import type { JsonObject } from '../../core/json.ts'
import type { Client } from './clients.ts'
import { hour, secondsBetween, written } from './clock-of-day.ts'
import type { Dialer } from './people.ts'
import type { Random } from './random.ts'
import type { Today } from './today.ts'

export const attemptsMax = 5

/** A dialer task being told: one client to reach, in at most five attempts over some days. */
export class Task {
  readonly id: string
  readonly client: Client
  readonly dialer: Dialer
  /** Attempts made so far, those of the days before included. */
  attempts: number
  readonly #today: Today
  readonly #createdAt: number
  readonly #importId: string
  readonly #priority: number
  #status: string | null = null
  #told = 0

  constructor(no: number, dialer: Dialer, random: Random, today: Today) {
    this.id = `${today.date.replaceAll('-', '')}-${dialer.id}-${no}`
    this.dialer = dialer
    this.client = today.newClient()
    this.#today = today
    this.#importId = `${dialer.id}0`
    this.#priority = random.whole(0, 2)
    const isNew = random.chance(0.6)
    this.attempts = isNew ? 0 : random.whole(1, attemptsMax - 1)
    this.#createdAt = isNew ? today.clock.at(8, 30) + no * 40 : today.clock.at(8) - this.attempts * 24 * hour
    if (isNew) this.tell('queued', this.#createdAt)
    else this.#status = 'scheduled'
  }

  /** What the catalogue calls the CALL block, for a call of this task. */
  get callBlock(): JsonObject {
    const { dialer, client } = this
    return {
      call_type: 'dialer',
      phone: client.phone,
      did: dialer.did,
      dialer_id: dialer.id,
      dialer_name: dialer.name,
      task_id: this.id,
      ...client.contact,
    }
  }

  tell(status: string, time: number, more: JsonObject = {}): void {
    this.#told += 1
    this.#today.diary.tell({
      type: 'task_status',
      time,
      key: `task-${this.id}:${this.#told}-${status}`,
      correlationId: `task-${this.id}`,
      data: {
        ...this.callBlock,
        task_status: status,
        previous_task_status: this.#status ?? undefined,
        is_final: false,
        attempts_count: this.attempts,
        attempts_max: attemptsMax,
        priority: this.#priority,
        import_id: this.#importId,
        phones_count: 1,
        created_by: 'import',
        task_created_at: written(this.#createdAt),
        task_age: secondsBetween(this.#createdAt, time),
        ...more,
      },
    })
    this.#status = status
  }

  /** Not this time: another attempt later, or the end when all are used up. Returns when it is due again today, if it is. */
  tellNotReached(time: number, reason: string, more: JsonObject, random: Random): number | null {
    if (reason === 'wrong_number') {
      this.tell('failure', time, { ...more, fail_reason: reason, is_final: true })
      return null
    }
    if (this.attempts >= attemptsMax) {
      this.tell('failure', time, { ...more, fail_reason: 'out_of_attempts', is_final: true })
      return null
    }
    const next = time + Math.round((0.7 + random.next()) * hour)
    const isToday = next < this.#today.clock.at(18, 30)
    const dueAt = isToday ? next : this.#today.clock.at(24 + 10)
    this.tell('scheduled', time, { ...more, fail_reason: reason, next_attempt_at: written(dueAt) })
    return isToday ? dueAt : null
  }
}
