import type { Language } from './sentence.ts'

/** What the demo call center made in this installation. */
export interface DemoSetUp {
  readonly integrations: number
  readonly bindings: number
  readonly people: number
}

/** How far the demo call center is. */
export interface DemoState {
  /** `none`: nothing of it is here; `ready`: set up, and it does not play. */
  readonly state: 'none' | 'ready' | 'playing'
  readonly setUp: DemoSetUp | null
  /** The play under way, or the last one since the start of the server. */
  readonly play: DemoPlay | null
}

export interface DemoPlay {
  readonly startedAt: number
  /** Null while it plays. */
  readonly endedAt: number | null
  /** How it ended: to its end, by a person, or because something went wrong. */
  readonly end: 'finished' | 'stopped' | 'failed' | null
  /** What went wrong. */
  readonly message: string | null
  readonly told: number
  /** How much of the day is told, from 0 to 1. */
  readonly share: number
  readonly fired: number
}

/** What a binding and an event must have in common to meet. */
export interface Apart {
  /** False when one of them belongs to the demo call center and the other does not. */
  readonly mayMeet: (eventSource: string, bindingId: string) => boolean
}

/**
 * A call center that does not exist, beside the real one: its events fire its own bindings alone, which send to message walls
 * alone, and no real event fires them.
 */
export interface Demo extends Apart {
  readonly state: () => DemoState
  /** Makes what it needs unless it is there, and begins to play; a play under way goes on. */
  readonly start: (language: Language) => Promise<DemoState>
  readonly stop: () => Promise<DemoState>
  /** Stops, and removes every binding, integration and person that it made. The journal stays. */
  readonly remove: () => Promise<DemoState>
}
