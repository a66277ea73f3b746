import type { Say } from '../words/words.tsx'

/** `7d` as a person says it; anything else as it is. */
export function periodWords(value: string, say: Say): string {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(value) ?? []
  if (!unit) return value
  return say(`period.${unit as 'm' | 'h' | 'd'}`, { count: Number(count) })
}
