import { useReducer } from 'react'

/** Changes of one group that come faster than this are one step: a word, not its letters. Without a group each is its own. */
const sameStepMs = 1500
const mostSteps = 200

export interface History<State> {
  readonly states: readonly State[]
  readonly at: number
  /** What was changed last, and when: null after a step back, so that what follows is a step of its own. */
  readonly last: { readonly group: string | null; readonly time: number } | null
}

export type HistoryAction<State> =
  | {
      readonly do: 'change'
      readonly to: (state: State) => State
      readonly group: string | null
      readonly time: number
    }
  /** The state becomes another one without a step: the server has tidied it up. */
  | { readonly do: 'replace'; readonly to: State }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }

export function startHistory<State>(first: State): History<State> {
  return { states: [first], at: 0, last: null }
}

/** Every state there was, and where we stand. */
export function historyAfter<State>(history: History<State>, action: HistoryAction<State>): History<State> {
  const { states, at, last } = history
  switch (action.do) {
    case 'undo':
      return { states, at: Math.max(0, at - 1), last: null }
    case 'redo':
      return { states, at: Math.min(states.length - 1, at + 1), last: null }
    case 'replace':
      return { states: states.with(at, action.to), at, last: null }
    case 'change': {
      const next = action.to(states[at]!)
      if (next === states[at]) return history
      const isSameStep =
        last !== null && action.group !== null && last.group === action.group && action.time - last.time < sameStepMs
      const before = states.slice(isSameStep ? 0 : Math.max(0, at + 2 - mostSteps), isSameStep ? at : at + 1)
      return { states: [...before, next], at: before.length, last: { group: action.group, time: action.time } }
    }
  }
}

/** A state that can be taken back, step by step. */
export function useHistory<State>(first: State) {
  const reducer = historyAfter as (history: History<State>, action: HistoryAction<State>) => History<State>
  const [history, act] = useReducer(reducer, first, startHistory<State>)
  return {
    now: history.states[history.at]!,
    mayUndo: history.at > 0,
    mayRedo: history.at < history.states.length - 1,
    act,
  }
}
