import { Fragment, type ReactNode } from 'react'
import type { Look } from './message.ts'
import { type Piece, readText } from './read-text.ts'

/** A text with the formatting of its look. Everything becomes elements of ours: nothing in a message can act. */
export function Formatted({ text, markup }: { readonly text: string; readonly markup: Look['markup'] }) {
  return <div className="whitespace-pre-wrap">{drawAll(readText(text, markup))}</div>
}

function drawAll(pieces: readonly Piece[]): ReactNode {
  return pieces.map((piece, at) => <Fragment key={at}>{draw(piece)}</Fragment>)
}

function draw(piece: Piece): ReactNode {
  if (typeof piece === 'string') return piece
  const inner = drawAll(piece.inner)
  switch (piece.as) {
    case 'bold':
      return <strong className="font-semibold">{inner}</strong>
    case 'italic':
      return <em>{inner}</em>
    case 'under':
      return <u>{inner}</u>
    case 'strike':
      return <s>{inner}</s>
    case 'code':
      return <code className="rounded bg-black/7 px-1 font-mono text-[0.92em] dark:bg-white/12">{inner}</code>
    case 'block':
      return <code className="my-1 block rounded bg-black/7 p-2 font-mono text-[0.92em] dark:bg-white/12">{inner}</code>
    case 'quote':
      return <span className="my-0.5 block border-l-3 border-line-strong pl-2">{inner}</span>
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer" className="text-accent-ink underline">
          {inner}
        </a>
      )
  }
}
