import type { Parameter } from '../event-type.ts'
import type { Json } from '../json.ts'
import type { Matchable } from '../read-parameter.ts'
import { readingOf } from './comparison.ts'
import { type Extractor, extractorOf } from './extractor.ts'
import { Slot } from './slot.ts'

/** The parameters that the rules of one event type ask about. */
export class Slots {
  readonly #parameters: ReadonlyMap<string, Parameter>
  readonly #byPath = new Map<string, Slot>()
  readonly #freeIndexes: number[] = []
  /** By index; null where a parameter is no longer used. */
  readonly byIndex: (Slot | null)[] = []
  #extractor: Extractor | null = null

  constructor(parameters: ReadonlyMap<string, Parameter>) {
    this.#parameters = parameters
  }

  /** The slot of a path, made when it is new. Whoever uses it counts itself in `uses`. */
  for(path: string): Slot {
    const known = this.#byPath.get(path)
    if (known !== undefined) return known
    const index = this.#freeIndexes.pop() ?? this.byIndex.length
    const slot = new Slot(index, path, readingOf(path, this.#parameters))
    this.byIndex[index] = slot
    this.#byPath.set(path, slot)
    this.#extractor = null
    return slot
  }

  /** For a slot that nobody uses any more; its index may be given to another. */
  free(slot: Slot): void {
    this.byIndex[slot.index] = null
    this.#byPath.delete(slot.path)
    this.#freeIndexes.push(slot.index)
    this.#extractor = null
  }

  /** Writes the event's value for each slot into `values`. */
  extract(event: Matchable, values: (Json | undefined)[]): void {
    this.#extractor ??= extractorOf(this.byIndex.map((slot) => slot?.path ?? null))
    this.#extractor(event, values)
  }
}
