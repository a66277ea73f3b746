import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Binding, bindingsQuery } from '../../../api/bindings.ts'
import { api } from '../../../api/client.ts'
import { tell } from '../../../ui/toast.tsx'
import { type Say, useSay } from '../../../words/words.tsx'

/** As long as a removed binding can be brought back from where it was removed; later, from its versions. */
const undoMs = 30_000

/** What is done to one binding or to many: shown at once, taken back when the server refuses. */
export function useBindingChanges() {
  const say = useSay()
  const queries = useQueryClient()
  const settle = () => void queries.invalidateQueries({ queryKey: bindingsQuery.queryKey })
  const toggle = useMutation({
    mutationFn: ({ bindings, enabled }: Toggled) =>
      each(bindings, ({ id }) => api.patch(`/bindings/${id}`, { enabled })),
    onMutate: async ({ bindings, enabled }: Toggled) => {
      await queries.cancelQueries({ queryKey: bindingsQuery.queryKey, exact: true })
      const ids = new Set(bindings.map(({ id }) => id))
      return replace(queries, (all) => all.map((one) => (ids.has(one.id) ? { ...one, enabled } : one)))
    },
    onError: (_error, _toggled, before) => before?.(),
    onSuccess: (_answer, { bindings, enabled }) => {
      if (bindings.length > 1)
        tell(say(enabled ? 'bindings.turned_on' : 'bindings.turned_off', { count: bindings.length }))
    },
    onSettled: settle,
  })
  const remove = useMutation({
    mutationFn: (bindings: readonly Binding[]) => each(bindings, ({ id }) => api.remove(`/bindings/${id}`)),
    onMutate: async (bindings) => {
      await queries.cancelQueries({ queryKey: bindingsQuery.queryKey, exact: true })
      const ids = new Set(bindings.map(({ id }) => id))
      return replace(queries, (all) => all.filter(({ id }) => !ids.has(id)))
    },
    onError: (_error, _bindings, before) => before?.(),
    onSuccess: (_answer, bindings) => offerUndo(bindings, say, settle),
    onSettled: settle,
  })
  return { toggle, remove }
}

interface Toggled {
  readonly bindings: readonly Binding[]
  readonly enabled: boolean
}

function offerUndo(bindings: readonly Binding[], say: Say, settle: () => void): void {
  const name = bindings[0]?.name ?? ''
  const restore = () =>
    each(bindings, ({ id }) => api.post(`/bindings/${id}/restore`))
      .then(() => tell(say('bindings.restored', { count: bindings.length, name })))
      .catch((error: unknown) => tell(error instanceof Error ? error.message : String(error)))
      .finally(settle)
  tell(
    say('bindings.removed', { count: bindings.length, name }),
    { label: say('common.undo'), run: () => void restore() },
    undoMs,
  )
}

/** One after another: a refusal names the binding it is about, and what was done before it stands. */
async function each(bindings: readonly Binding[], change: (binding: Binding) => Promise<unknown>): Promise<void> {
  for (const binding of bindings) await change(binding)
}

/** Changes what is shown. Returns how to take it back. */
function replace(queries: QueryClient, change: (all: readonly Binding[]) => readonly Binding[]): () => void {
  const before = queries.getQueryData(bindingsQuery.queryKey)
  if (before) queries.setQueryData(bindingsQuery.queryKey, { ...before, items: change(before.items) })
  return () => queries.setQueryData(bindingsQuery.queryKey, before)
}
