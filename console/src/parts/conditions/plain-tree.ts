import type { Condition, Json, Leaf } from '../../api/bindings.ts'

/**
 * The same rule in the fewest words: groups of one and groups of the same kind inside each other are opened, `not` moves
 * onto a comparison that has an opposite, and “is 2 or is 3” becomes “is any of 2, 3”. Null: it always holds.
 */
export function plain(condition: Condition): Condition | null {
  if ('not' in condition) return turned(plain(condition.not))
  if (!('all' in condition) && !('any' in condition)) return single(condition as Leaf)
  const kind = 'all' in condition ? 'all' : 'any'
  const inner = ('all' in condition ? condition.all : condition.any).flatMap((one) => {
    const part = plain(one)
    return part === null ? [] : ((part as Record<string, readonly Condition[]>)[kind] ?? [part])
  })
  const told = gathered(inner, kind)
  if (told.length < 2) return told[0] ?? null
  return kind === 'all' ? { all: told } : { any: told }
}

/** Each of these holds exactly where the other does not, also for a value that is missing. */
const opposites: Readonly<Record<string, string>> = {
  eq: 'ne',
  ne: 'eq',
  in: 'not_in',
  not_in: 'in',
  exists: 'not_exists',
  not_exists: 'exists',
}

function turned(condition: Condition | null): Condition | null {
  if (condition === null) return null
  if ('not' in condition) return condition.not
  const op = 'op' in condition ? opposites[condition.op] : undefined
  return op === undefined ? { not: condition } : { ...(condition as Leaf), op }
}

/** A list of one value is that value. */
function single(leaf: Leaf): Leaf {
  if ((leaf.op !== 'in' && leaf.op !== 'not_in') || !Array.isArray(leaf.value) || leaf.value.length !== 1) return leaf
  return { ...leaf, op: leaf.op === 'in' ? 'eq' : 'ne', value: leaf.value[0] as Json }
}

/** Comparisons of one parameter for equality, side by side in an `any` (or for inequality in an `all`), become a list. */
function gathered(parts: readonly Condition[], kind: 'all' | 'any'): readonly Condition[] {
  const [one, several] = kind === 'any' ? ['eq', 'in'] : ['ne', 'not_in']
  const told: Condition[] = []
  for (const part of parts) {
    const place = told.findIndex((other) => 'param' in other && 'param' in part && other.param === part.param)
    const before = place === -1 ? undefined : (told[place] as Leaf)
    if (before && 'op' in part && [before.op, part.op].every((op) => op === one || op === several))
      told[place] = { param: before.param, op: several!, value: [...listOf(before), ...listOf(part)] }
    else told.push(part)
  }
  return told
}

function listOf({ value }: Leaf): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value ?? null]
}
