import type { Binding } from '../core/binding.ts'
import type { Condition } from '../core/condition.ts'
import { hiddenSecret } from '../core/field.ts'
import { fieldsInvalid } from '../core/form.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { showBinding } from '../engine/binding-form.ts'
import type { View } from '../journal/view.ts'

/** A binding in the API's form. A condition may name a client's number; it is masked for whoever may not see it. */
export function showBindingIn(view: View, binding: Binding): JsonObject {
  const shown = showBinding(binding)
  return { ...shown, conditions: view.conditions(shown['conditions'] ?? null, binding.eventType) }
}

/**
 * The conditions of a form in which masks, shown to a caller without the right, are again what they stand for: so that
 * changing the name of a binding does not spoil its conditions. Throws `fields-invalid` at a mask that stands for nothing.
 */
export function withoutMasks(form: JsonObject, kept: Binding | null, view: View): JsonObject {
  const { conditions } = form
  if (view.isClear || !isJsonObject(conditions)) return form
  const eventType = String(form['event_type'] ?? kept?.eventType ?? '')
  const known = kept ? valuesIn(kept.conditions) : []
  return { ...form, conditions: restored(conditions, { known, left: [...known], eventType, view }) }
}

interface KnownValue {
  readonly param: string
  readonly value: Json
}

interface Masks {
  readonly known: readonly KnownValue[]
  /** Those not given back yet: two numbers may have the same mask, and come back in the same order. */
  readonly left: KnownValue[]
  readonly eventType: string
  readonly view: View
}

function restored(tree: Json, masks: Masks): Json {
  if (Array.isArray(tree)) return tree.map((part: Json) => restored(part, masks))
  if (!isJsonObject(tree)) return tree
  const { param, value } = tree
  if (typeof param === 'string') return value === undefined ? tree : { ...tree, value: restoredValue(tree, masks) }
  const entries = Object.entries(tree).map(([name, part]) => [name, restored(part ?? null, masks)])
  return Object.fromEntries(entries)
}

function restoredValue({ param, value }: JsonObject, { known, left, eventType, view }: Masks): Json {
  const masked = (leaf: Json) =>
    (view.conditions({ param: param ?? null, value: leaf }, eventType) as JsonObject)['value']
  const restoreOne = (one: Json): Json => {
    if (typeof one !== 'string') return one
    const isMeant = (kept: KnownValue) => kept.param === param && masked(kept.value) === one
    const before = left.find(isMeant) ?? known.find(isMeant)
    if (before) {
      if (left.includes(before)) left.splice(left.indexOf(before), 1)
      return before.value
    }
    const isMask = one.includes('***') || one === hiddenSecret
    if (!isMask || masked('x') === 'x') return one
    throw fieldsInvalid([
      { path: 'conditions', message: `${String(param)} is compared with a mask: write the value itself` },
    ])
  }
  return Array.isArray(value) ? value.map(restoreOne) : restoreOne(value ?? null)
}

function valuesIn(tree: Condition | null): KnownValue[] {
  if (tree === null) return []
  if ('all' in tree) return tree.all.flatMap(valuesIn)
  if ('any' in tree) return tree.any.flatMap(valuesIn)
  if ('not' in tree) return valuesIn(tree.not)
  const { param, value } = tree
  if (value === undefined) return []
  return (Array.isArray(value) ? (value as Json[]) : [value]).map((one) => ({ param, value: one }))
}
