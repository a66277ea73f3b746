import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { type Binding, type BindingForm, bindingQuery } from '../../../api/bindings.ts'
import type { Catalogue } from '../../../api/catalogue.ts'
import { ApiProblem, api, type FieldFault } from '../../../api/client.ts'
import type { Integration } from '../../../api/integrations.ts'
import {
  backtest,
  checkQuery,
  previewQuery,
  type TriedBinding,
  type Warning,
  whyQuery,
} from '../../../api/rule-building.ts'
import type { TestResult } from '../../../parts/exchange.tsx'
import { useMay } from '../../../parts/me.tsx'
import { variablesOf } from '../../../parts/variables/variables.ts'
import { useChosenEvent } from '../check/chosen-event.ts'
import { type Draft, draftOf, formOf, isBroken, isSame, withForm, withJson } from './draft.ts'
import { useHistory } from './history.ts'

const settleMs = 350

export interface Opened {
  readonly catalogue: Catalogue
  readonly integrations: readonly Integration[]
  /** As the server has it now; null for a new one. */
  readonly saved: Binding | null
  readonly first: BindingForm
  /** The number of an event to try with, from the address. */
  readonly eventNo: string | null
  readonly onCreated: (binding: Binding) => void
}

export type EditorTools = ReturnType<typeof useEditor>
export type Rule = EditorTools['rule']

/** Everything the editor of a binding knows and does. The sections only show it. */
export function useEditor({ catalogue, integrations, saved, first, eventNo, onCreated }: Opened) {
  const queries = useQueryClient()
  const isReadOnly = !useMay('bindings:write')
  const mayTest = useMay('bindings:test')
  const [base, setBase] = useState(saved)
  const { now: draft, mayUndo, mayRedo, act } = useHistory<Draft>(draftOf(first))
  const [wantsFaults, wantFaults] = useState(saved !== null)
  const { form } = draft
  const start = base ? formOf(base) : first
  const isDirty = draft.text !== null && isBroken(draft) ? true : !isSame(form, start)
  const type = catalogue.event_types.find(({ key }) => key === form.event_type)
  const integration = integrations.find(({ id }) => id === form.integration_id)
  const kind = catalogue.integrations.find((one) => one.kind === integration?.kind)
  const settled = useSettled(form)
  const tried: TriedBinding = { ...settled, ...(base && { id: base.id }) }
  const event = useChosenEvent(tried, type, eventNo)
  const named: TriedBinding = { ...tried, name: tried.name || '—' }
  const hasIntegration = settled.integration_id !== ''
  const checked = useQuery(checkQuery(tried))
  const preview = useQuery({
    ...previewQuery(named, event.tried ?? {}),
    enabled: hasIntegration && event.tried !== null,
  })
  const why = useQuery({ ...whyQuery(named, event.named ?? {}), enabled: type !== undefined && event.named !== null })
  const test = useMutation({
    mutationFn: (signal: AbortSignal) =>
      api.post<TestResult>(
        '/bindings/test',
        { binding: { ...named, ...form, name: form.name || '—' }, ...event.tried },
        { signal },
      ),
  })
  const [testing, setTesting] = useState<AbortController | null>(null)
  const onPast = useMutation({
    mutationFn: async (days: number) => ({
      days,
      of: form.conditions,
      found: await backtest({ ...named, ...form }, days),
    }),
  })
  const takeSaved = (binding: Binding) => {
    setBase(binding)
    queries.setQueryData(bindingQuery(binding.id).queryKey, binding)
    void queries.invalidateQueries({ queryKey: ['bindings'] })
  }
  const save = useMutation({
    mutationFn: ({ form: whole, version }: { readonly form: BindingForm; readonly version: number | null }) =>
      base ? api.put<Binding>(`/bindings/${base.id}`, { ...whole, version }) : api.post<Binding>('/bindings', whole),
    onSuccess: (binding) => {
      takeSaved(binding)
      act({ do: 'replace', to: { form: formOf(binding), text: draft.text } })
      if (!base) onCreated(binding)
    },
    onError: () => wantFaults(true),
  })
  // Somebody else's version is taken over while nothing of ours would be lost by it.
  const newer = saved && base && saved.version > base.version ? saved : null
  useEffect(() => {
    if (!newer || isDirty) return
    setBase(newer)
    act({ do: 'replace', to: draftOf(formOf(newer)) })
  }, [newer, isDirty, act])
  const variables = useMemo(() => variablesOf(type, catalogue, event.example), [type, catalogue, event.example])
  const faults = wantsFaults ? someOf(checked.data?.errors ?? faultsOf(save.error)) : none
  const warnings: readonly Warning[] = checked.data?.warnings ?? none
  const rule = useMemo(
    () => ({
      catalogue,
      integrations,
      type,
      integration,
      kind,
      draft,
      form,
      isReadOnly,
      faultAt: (path: string) => faults.find((fault) => isAt(fault.path, path))?.message ?? null,
      change: (part: Partial<BindingForm>, group: string | null = Object.keys(part).join()) =>
        act({ do: 'change', to: (before) => withForm(before, part), group, time: Date.now() }),
      changeJson: (text: string) =>
        act({ do: 'change', to: (before) => withJson(before, text), group: 'json', time: Date.now() }),
    }),
    [catalogue, integrations, type, integration, kind, draft, form, isReadOnly, faults, act],
  )
  return {
    rule,
    ...rule,
    base,
    newer,
    start,
    isDirty,
    mayTest,
    tried,
    event,
    preview,
    why,
    variables,
    faults,
    warnings,
    missing: checked.data?.errors ?? [],
    takeDraft: (next: Draft) => act({ do: 'change', to: () => next, group: null, time: Date.now() }),
    undo: mayUndo ? () => act({ do: 'undo' }) : null,
    redo: mayRedo ? () => act({ do: 'redo' }) : null,
    save: {
      run: () => {
        if (isReadOnly || save.isPending) return
        wantFaults(true)
        if (!isBroken(draft)) save.mutate({ form, version: base?.version ?? null })
      },
      with: (whole: BindingForm, version: number) => save.mutate({ form: whole, version }),
      forget: () => save.reset(),
      isPending: save.isPending,
      isDone: save.isSuccess && !isDirty,
      isSuccess: save.isSuccess,
      error: save.error,
      isRefused: wantsFaults && isBroken(draft),
      /** What stands on the server now, when somebody else saved first. */
      conflict: conflictIn(save.error),
    },
    test: {
      run: () => {
        if (!mayTest || form.integration_id === '' || event.tried === null || test.isPending) return
        const controller = new AbortController()
        setTesting(controller)
        test.mutate(controller.signal)
      },
      cancel: () => testing?.abort(),
      isPending: test.isPending,
      result: test.data,
      error: testing?.signal.aborted ? null : test.error,
    },
    past: {
      run: (days: number) => onPast.mutate(days),
      isPending: onPast.isPending,
      error: onPast.error,
      result: onPast.data,
      isOutdated: onPast.data !== undefined && !isSame(onPast.data.of, form.conditions),
    },
  }
}

const none: readonly never[] = []

/** No faults are always the same none. */
function someOf(faults: readonly FieldFault[]): readonly FieldFault[] {
  return faults.length > 0 ? faults : none
}

function isAt(path: string, wanted: string): boolean {
  return path === wanted || path.startsWith(`${wanted}.`) || path.startsWith(`${wanted}[`)
}

function faultsOf(error: unknown): readonly FieldFault[] {
  return error instanceof ApiProblem ? error.faults : []
}

function conflictIn(error: unknown): Binding | null {
  if (!(error instanceof ApiProblem) || error.code !== 'conflict') return null
  return (error.members['current'] as Binding | undefined) ?? null
}

/** The form as it was when the person last stopped typing. */
function useSettled(form: BindingForm): BindingForm {
  const [settled, settle] = useState(form)
  useEffect(() => {
    const timer = setTimeout(() => settle(form), settleMs)
    return () => clearTimeout(timer)
  }, [form])
  return settled
}
