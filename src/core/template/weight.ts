import type { Budget } from './budget.ts'

/**
 * Charges for reading a whole value once. Lists are followed as trees: a list that holds another one twice costs it twice,
 * so no small template can build a value that takes for ever to compare or print.
 */
export function spendOn(value: unknown, budget: Budget): void {
  if (typeof value === 'string') budget.spend(value.length * 2)
  if (typeof value !== 'object' || value === null) return
  const parts = Array.isArray(value) ? value : Object.values(value)
  budget.spend(parts.length * 100)
  for (const part of parts) spendOn(part, budget)
}

/**
 * Charges for looking for one text in another. JavaScript's search takes time in proportion to the product of both lengths
 * on texts chosen for it: half a megabyte in a megabyte of `a` took 43 seconds.
 */
export function spendOnSearch(text: unknown, wanted: unknown, budget: Budget): void {
  if (typeof text === 'string' && typeof wanted === 'string') budget.spend(text.length * wanted.length * 0.1)
}
