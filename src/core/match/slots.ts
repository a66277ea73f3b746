import type { Parameter } from '../event-type.ts'
import { isEnvelopeParameter } from '../read-parameter.ts'
import { readingOf } from './comparison.ts'
import { Slot } from './slot.ts'

/** The parameters that the rules of one event type ask about. */
export class Slots {
  readonly #parameters: ReadonlyMap<string, Parameter>
  readonly #byPath = new Map<string, Slot>()
  readonly #free: number[] = []
  /** By index; null where a parameter is no longer used. */
  readonly byIndex: (Slot | null)[] = []

  constructor(parameters: ReadonlyMap<string, Parameter>) {
    this.#parameters = parameters
  }

  for(path: string): Slot {
    const known = this.#byPath.get(path)
    if (known !== undefined) return known
    const index = this.#free.pop() ?? this.byIndex.length
    const slot = new Slot(index, path, readingOf(path, this.#parameters), isPlainField(path))
    this.byIndex[index] = slot
    this.#byPath.set(path, slot)
    return slot
  }

  free(slot: Slot): void {
    this.byIndex[slot.index] = null
    this.#byPath.delete(slot.path)
    this.#free.push(slot.index)
  }
}

function isPlainField(path: string): boolean {
  return !path.includes('.') && !isEnvelopeParameter(path) && !(path in Object.prototype)
}
