import type { JsonObject } from '../../api/bindings.ts'
import { Formatted } from './formatted.tsx'
import { type Look, objectsIn, textIn } from './message.ts'

interface CardsProps {
  readonly message: JsonObject
  readonly markup: Look['markup']
}

/** What channels draw below a text: cards (`embeds`) and blocks (`blocks`). */
export function Cards({ message, markup }: CardsProps) {
  return (
    <>
      {objectsIn(message, 'embeds').map((card, at) => (
        <EmbeddedCard key={at} card={card} markup={markup} />
      ))}
      {objectsIn(message, 'blocks').map((block, at) => (
        <Block key={at} block={block} markup={markup} />
      ))}
    </>
  )
}

function EmbeddedCard({ card, markup }: { readonly card: JsonObject; readonly markup: Look['markup'] }) {
  const color = Number(card['color'])
  const edge =
    Number.isInteger(color) && color >= 0 && color <= 0xffffff ? `#${color.toString(16).padStart(6, '0')}` : undefined
  const fields = objectsIn(card, 'fields')
  return (
    <div
      className="mt-1.5 flex max-w-lg flex-col gap-1 rounded-md border-l-4 border-line-strong bg-sunken px-3 py-2"
      style={edge ? { borderLeftColor: edge } : undefined}
    >
      {textIn(card, 'title') && <p className="font-semibold">{textIn(card, 'title')}</p>}
      {textIn(card, 'description') && <Formatted text={textIn(card, 'description')} markup={markup} />}
      {fields.length > 0 && <Pairs fields={fields} nameKey="name" textKey="value" markup={markup} />}
    </div>
  )
}

function Block({ block, markup }: { readonly block: JsonObject; readonly markup: Look['markup'] }) {
  const inner = objectsIn(block, 'text')[0]
  const text = inner ? textIn(inner, 'text') : ''
  const fields = objectsIn(block, 'fields')
  const elements = objectsIn(block, 'elements')
  switch (block['type']) {
    case 'divider':
      return <hr className="my-1.5 border-line" />
    case 'header':
      return <p className="mt-1 text-lg font-semibold">{text}</p>
    case 'context':
      return <p className="mt-1 text-sm text-ink-soft">{elements.map((one) => textIn(one, 'text')).join(' ')}</p>
    default:
      return (
        <div className="mt-1">
          {text && <Formatted text={text} markup={markup} />}
          {fields.length > 0 && <Pairs fields={fields} textKey="text" markup={markup} />}
        </div>
      )
  }
}

function Pairs({
  fields,
  nameKey,
  textKey,
  markup,
}: {
  readonly fields: readonly JsonObject[]
  readonly nameKey?: string
  readonly textKey: string
  readonly markup: Look['markup']
}) {
  return (
    <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
      {fields.map((field, at) => (
        <div key={at} className="min-w-0 text-sm">
          {nameKey && <p className="font-semibold">{textIn(field, nameKey)}</p>}
          <Formatted text={textIn(field, textKey)} markup={markup} />
        </div>
      ))}
    </div>
  )
}
