import type { Clock } from '../core/clock.ts'
import { Form } from '../core/form.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'
import { filterNames, readFilter } from './filter.ts'
import type { Names } from './names.ts'

const collection = 'views'

/** A filter of the journal that somebody gave a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  /** As a person wrote it, in the API's form. */
  readonly filter: JsonObject
  /** True: everybody who may read the journal sees it. */
  readonly shared: boolean
  readonly owner: { readonly id: string; readonly name: string }
  readonly createdAt: number
  readonly updatedAt: number
}

/** Who asks. */
export interface Viewer {
  readonly id: string
  readonly name: string
  /** True for those who may tidy up what others left. */
  readonly isAdmin: boolean
}

/** A view as a person wrote it, checked. */
export type SavedViewDraft = Pick<SavedView, 'name' | 'filter' | 'shared'>

interface Tools {
  readonly records: RecordStore
  readonly clock: Clock
  readonly names: Names
}

/** All saved views: each belongs to the one who made it; a shared one is seen by all and changed by its owner or an admin. */
export class SavedViews {
  readonly #tools: Tools
  readonly #turns = new Turns()
  readonly #live = new Map<string, SavedView>()

  static async open(tools: Tools): Promise<SavedViews> {
    const views = new SavedViews(tools)
    const kept = (await tools.records.records(collection)).map(({ body }) => JSON.parse(body) as SavedView)
    kept.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    for (const view of kept) views.#live.set(view.id, view)
    return views
  }

  private constructor(tools: Tools) {
    this.#tools = tools
  }

  /** Those that this person sees, in order of creation. */
  list(viewer: Viewer): SavedView[] {
    return [...this.#live.values()].filter((view) => view.shared || isOwn(view, viewer))
  }

  /** Throws `not-found`, also for a view that is somebody else's own. */
  find(id: string, viewer: Viewer): SavedView {
    const view = this.#live.get(id)
    if (view && (view.shared || isOwn(view, viewer))) return view
    throw new Problem('not-found', `There is no view ${id}`)
  }

  create(body: unknown, { id, name }: Viewer): Promise<SavedView> {
    return this.#turns.run(() => {
      const now = this.#tools.clock.now()
      const draft = readSavedViewForm(body, this.#tools.names)
      return this.#save({ ...draft, id: newId('view'), owner: { id, name }, createdAt: now, updatedAt: now })
    })
  }

  /** Throws `not-allowed` for a shared view of somebody else. */
  replace(id: string, body: unknown, viewer: Viewer): Promise<SavedView> {
    return this.#turns.run(() => {
      const before = this.#own(id, viewer)
      const draft = readSavedViewForm(body, this.#tools.names)
      return this.#save({ ...before, ...draft, updatedAt: this.#tools.clock.now() })
    })
  }

  remove(id: string, viewer: Viewer): Promise<SavedView> {
    return this.#turns.run(async () => {
      const view = this.#own(id, viewer)
      await this.#tools.records.saveRecords([{ collection, id, body: null }])
      this.#live.delete(id)
      return view
    })
  }

  #own(id: string, viewer: Viewer): SavedView {
    const view = this.find(id, viewer)
    if (isOwn(view, viewer)) return view
    throw new Problem('not-allowed', `The view “${view.name}” belongs to ${view.owner.name}; save one of your own`)
  }

  async #save(view: SavedView): Promise<SavedView> {
    await this.#tools.records.saveRecords([{ collection, id: view.id, body: JSON.stringify(view) }])
    this.#live.set(view.id, view)
    return view
  }
}

function isOwn({ owner }: SavedView, { id, isAdmin }: Viewer): boolean {
  return isAdmin || owner.id === id
}

/** Reads the API's form of a view. Throws `Problem` with every wrong field. */
export function readSavedViewForm(body: unknown, names: Names): SavedViewDraft {
  const form = new Form(body)
  for (const shownOnly of ['id', 'owner', 'created_at', 'updated_at']) form.take(shownOnly)
  const name = form.text('name', { required: true, maxLength: 200 })
  const shared = form.flag('shared', false)
  const filter = form.take('filter') ?? {}
  if (!isJsonObject(filter)) form.fault('filter', 'must be an object with the filters of the journal')
  else form.gather(() => checkFilter(filter, names), undefined)
  form.finish()
  return { name, shared, filter: filter as JsonObject }
}

/** What the journal would refuse later is refused now. */
function checkFilter(filter: JsonObject, names: Names): void {
  const form = new Form(filter, 'filter')
  for (const name of filterNames) form.take(name)
  try {
    readFilter(filter, { names, now: 0 })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    form.errors.push(...error.errors.map((one) => ({ ...one, path: form.pathOf(one.path) })))
  }
  form.finish()
}

/** The API's form of a view. */
export function showSavedView({ id, name, filter, shared, owner, createdAt, updatedAt }: SavedView): JsonObject {
  return {
    id,
    name,
    filter,
    shared,
    owner: { id: owner.id, name: owner.name },
    created_at: new Date(createdAt).toISOString(),
    updated_at: new Date(updatedAt).toISOString(),
  }
}
