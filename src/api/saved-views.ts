import { mergePatch } from '../core/form.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { type SavedView, showSavedView, type Viewer } from '../journal/saved-views.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { savedViewDescriptions } from './openapi/operations.ts'
import { pageOf } from './page.ts'
import { type Asked, created, done, type Route } from './route.ts'

/** Filters of the journal that people gave a name: whoever may read the journal may keep them. */
export function savedViewRoutes({ savedViews, audit }: House): Route[] {
  // The filter stays out of the audit log: people look for clients by number.
  const told = (view: SavedView | null) => view && { name: view.name, shared: view.shared }
  const note = (asked: Asked, action: string, before: SavedView | null, after: SavedView | null) =>
    noteChange(
      asked,
      { action: `view.${action}`, object: `views:${(after ?? before)!.id}`, before: told(before), after: told(after) },
      { audit },
    )
  const replace = async (asked: Asked, body: unknown) => {
    const viewer = viewerOf(asked)
    const before = savedViews.find(asked.params['id']!, viewer)
    const after = await savedViews.replace(before.id, body, viewer)
    await note(asked, 'update', before, after)
    return { body: showSavedView(after) }
  }
  return [
    {
      method: 'GET',
      path: '/views',
      right: 'journal:read',
      summary: 'Lists saved filters of the journal: one’s own and the shared ones',
      ...savedViewDescriptions.list,
      handle: (asked) => ({ body: pageOf(savedViews.list(viewerOf(asked)), asked.query, showSavedView) }),
    },
    {
      method: 'POST',
      path: '/views',
      right: 'journal:read',
      summary: 'Saves a filter of the journal under a name',
      ...savedViewDescriptions.create,
      body: 'json',
      handle: async (asked) => {
        const after = await savedViews.create(asked.body, viewerOf(asked))
        await note(asked, 'create', null, after)
        return created(showSavedView(after))
      },
    },
    {
      method: 'GET',
      path: '/views/:id',
      right: 'journal:read',
      summary: 'Tells one saved filter',
      ...savedViewDescriptions.read,
      handle: (asked) => ({ body: showSavedView(savedViews.find(asked.params['id']!, viewerOf(asked))) }),
    },
    {
      method: 'PUT',
      path: '/views/:id',
      right: 'journal:read',
      summary: 'Replaces a saved filter; a shared one only by its owner or an admin',
      ...savedViewDescriptions.replace,
      body: 'json',
      handle: (asked) => replace(asked, asked.body),
    },
    {
      method: 'PATCH',
      path: '/views/:id',
      right: 'journal:read',
      summary: 'Changes some fields of a saved filter',
      ...savedViewDescriptions.change,
      body: 'json',
      handle: async (asked) => {
        if (!isJsonObject(asked.body)) throw new Problem('request-invalid', 'The body must be an object')
        const before = showSavedView(savedViews.find(asked.params['id']!, viewerOf(asked)))
        return replace(asked, withWholeFilter(mergePatch(before, asked.body), asked.body))
      },
    },
    {
      method: 'DELETE',
      path: '/views/:id',
      right: 'journal:read',
      summary: 'Removes a saved filter; a shared one only by its owner or an admin',
      ...savedViewDescriptions.remove,
      handle: async (asked) => {
        await note(asked, 'delete', await savedViews.remove(asked.params['id']!, viewerOf(asked)), null)
        return done
      },
    },
  ]
}

function viewerOf({ caller: { id, name, role } }: Asked): Viewer {
  return { id, name, isAdmin: role === 'admin' }
}

/** A filter is replaced as a whole: merging two of them would make one that nobody wrote. */
function withWholeFilter(merged: JsonObject, patch: JsonObject): JsonObject {
  return Object.hasOwn(patch, 'filter') ? { ...merged, filter: patch['filter'] } : merged
}
