import { Form } from '../core/form.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import type { House } from './house.ts'

const helperMs = 20_000

/** Asks the helper of a kind for the choices of a setting. Throws `not-found`, or what the service said. */
export async function choicesOf(name: string, body: unknown, house: House): Promise<JsonObject> {
  const form = new Form(body)
  const id = form.text('id')
  const kept = id === '' ? null : house.engine.integrations.find(id)
  const kindName = form.text('kind', { required: kept === null, fallback: kept?.kind ?? '' })
  const kind = house.catalogue.integrations.get(kindName)
  const helper = kind?.helpers?.find((one) => one.name === name)
  if (!kind || !helper) throw new Problem('not-found', `The kind “${kindName}” has no helper “${name}”`)
  const sent = form.take('settings')
  const settings = house.sealing.keepHidden(
    kind.settings,
    isJsonObject(sent) ? (sent as Record<string, never>) : (kept?.settings ?? {}),
    kept?.settings ?? {},
  )
  form.finish()
  const signal = AbortSignal.timeout(helperMs)
  const choices = await helper.run({ settings, http: house.engine.tryOut.http, signal }).catch((error: unknown) => {
    if (error instanceof Problem) throw error
    throw new Problem('request-invalid', error instanceof Error ? error.message : String(error))
  })
  return { fills: helper.fills, choices: choices.map(({ value, label }) => ({ value, label })) }
}
