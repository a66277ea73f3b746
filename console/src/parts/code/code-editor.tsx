import {
  autocompletion,
  type CompletionContext,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import { nameAtCaret } from '../variables/variables.ts'

export interface CodeProblem {
  readonly from: number
  readonly to: number
  readonly isError: boolean
  readonly message: string
}

interface CodeEditorProps {
  readonly label: string
  readonly text: string
  readonly onChange: (text: string) => void
  readonly isReadOnly: boolean
  readonly problems: readonly CodeProblem[]
  /** Variables for what was typed after `{{`. */
  readonly complete: (
    wanted: string,
  ) => readonly { readonly name: string; readonly about: string; readonly example: string }[]
  readonly onFocus?: (insert: (text: string) => void) => void
}

/** JSON with colors, marked variables and problems. Loaded when somebody opens it. */
export default function CodeEditor(props: CodeEditorProps) {
  const frame = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(props)
  latest.current = props
  const { text, problems, isReadOnly, label } = props
  useEffect(() => {
    const made = new EditorView({
      parent: frame.current!,
      state: EditorState.create({ doc: latest.current.text, extensions: extensionsFor(latest) }),
    })
    view.current = made
    return () => made.destroy()
  }, [])
  useEffect(
    () => view.current?.dispatch({ effects: access.reconfigure(accessFor(isReadOnly, label)) }),
    [isReadOnly, label],
  )
  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === text) return
    editor.dispatch({ changes: difference(editor.state.doc.toString(), text) })
  }, [text])
  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() !== text) return
    editor.dispatch(setDiagnostics(editor.state, problems.map(shownIn(editor.state.doc.length))))
  }, [problems, text])
  return <div ref={frame} className="code-editor overflow-hidden rounded-md border border-line-strong" />
}

const access = new Compartment()

function accessFor(isReadOnly: boolean, label: string) {
  return [
    EditorState.readOnly.of(isReadOnly),
    EditorView.editable.of(!isReadOnly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      ...(isReadOnly && { tabindex: '0', 'aria-readonly': 'true' }),
    }),
  ]
}

function extensionsFor(latest: React.RefObject<CodeEditorProps>) {
  return [
    lineNumbers(),
    highlightSpecialChars(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    json(),
    syntaxHighlighting(colors),
    variableMarks,
    autocompletion({ override: [(context) => completionsAt(context, latest.current)], icons: false }),
    access.of(accessFor(latest.current.isReadOnly, latest.current.label)),
    EditorView.lineWrapping,
    // Undo, save and test belong to the whole form: their keys travel on to it.
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')]),
    EditorView.updateListener.of((update) => told(update, latest.current)),
    look,
  ]
}

function told(update: ViewUpdate, { text, onChange, onFocus }: CodeEditorProps): void {
  if (update.focusChanged && update.view.hasFocus) onFocus?.((put) => insertAt(update.view, put))
  const written = update.state.doc.toString()
  if (update.docChanged && written !== text) onChange(written)
}

function insertAt(view: EditorView, put: string): void {
  view.dispatch(view.state.replaceSelection(put))
  view.focus()
}

function completionsAt(context: CompletionContext, { complete }: CodeEditorProps) {
  const line = context.state.doc.lineAt(context.pos)
  const written = nameAtCaret(line.text, context.pos - line.from)
  if (!written) return null
  const rest = line.text.slice(context.pos - line.from)
  const isClosed = /^[\p{L}\w.]*\s*(?:\}\}|\||-\}\})/u.test(rest)
  return {
    from: line.from + written.from,
    filter: false,
    options: complete(written.name)
      .slice(0, 100)
      .map(({ name, about, example }) => ({
        label: name,
        detail: example === '' ? about : `${about} · ${example}`,
        apply: isClosed ? name : `${name}}}`,
      })),
  }
}

/** The smallest change that makes one text of the other, so that the caret stays where it can. */
function difference(before: string, after: string) {
  let from = 0
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1
  let end = 0
  const most = Math.min(before.length, after.length) - from
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}

function shownIn(length: number) {
  return ({ from, to, isError, message }: CodeProblem) => ({
    from: Math.min(from, length),
    to: Math.min(Math.max(to, from), length),
    severity: isError ? ('error' as const) : ('warning' as const),
    message,
  })
}

const variableMark = new MatchDecorator({
  regexp: /\{\{.*?\}\}|\{%.*?%\}/g,
  decoration: Decoration.mark({ class: 'code-variable' }),
})

const variableMarks = ViewPlugin.define(
  (view) => ({
    decorations: variableMark.createDeco(view),
    update(update: ViewUpdate) {
      this.decorations = variableMark.updateDeco(update, this.decorations)
    },
  }),
  { decorations: (plugin) => plugin.decorations },
)

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--ink)', fontWeight: '500' },
  { tag: tags.string, color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--info)' },
])

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-content': {
    fontFamily: 'var(--font-mono, monospace)',
    padding: '8px 0',
    minHeight: '12rem',
    caretColor: 'var(--ink)',
  },
  '.cm-scroller': { maxHeight: '28rem', fontFamily: 'ui-monospace, Consolas, "Liberation Mono", monospace' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--ink-faint)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { background: 'var(--accent-soft) !important' },
  '.code-variable, .code-variable *': {
    color: 'var(--accent-ink)',
    backgroundColor: 'var(--accent-soft)',
    borderRadius: '3px',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink-soft)', fontStyle: 'normal', marginLeft: '8px' },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft) !important' },
})
