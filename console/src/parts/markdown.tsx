import { Fragment, type ReactNode } from 'react'
import { type Block, blocksOf } from './markdown-blocks.ts'

/**
 * Draws the Markdown in which guides are written: headings, paragraphs, lists, tables, code, bold, links. What it does not
 * know stays text, and no HTML in it is ever taken for HTML.
 */
export function Markdown({ text, skipTitle = false }: { readonly text: string; readonly skipTitle?: boolean }) {
  const blocks = blocksOf(text.replace(/\r\n/g, '\n'))
  const shown = skipTitle && blocks[0]?.kind === 'heading' ? blocks.slice(1) : blocks
  return (
    <div className="flex flex-col gap-2.5">
      {shown.map((block, at) => (
        <Fragment key={at}>{draw(block)}</Fragment>
      ))}
    </div>
  )
}

function draw(block: Block): ReactNode {
  switch (block.kind) {
    case 'heading':
      // The page has its own first and second headings.
      return block.level <= 2 ? (
        <h3 className="pt-1 text-base font-semibold">{inline(block.text)}</h3>
      ) : (
        <h4 className="font-medium">{inline(block.text)}</h4>
      )
    case 'code':
      return (
        <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-2.5 font-mono text-xs">
          {block.text}
        </pre>
      )
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}>{inline(item)}</li>)
      return block.isNumbered ? (
        <ol start={block.first} className="list-decimal space-y-1 pl-5">
          {items}
        </ol>
      ) : (
        <ul className="list-disc space-y-1 pl-5">{items}</ul>
      )
    }
    case 'table':
      return <SmallTable rows={block.rows} />
    default:
      return <p>{inline(block.text)}</p>
  }
}

function SmallTable({ rows: [head = [], ...rows] }: { readonly rows: readonly (readonly string[])[] }) {
  return (
    <table className="w-full text-left text-sm">
      <thead>
        <tr className="border-b border-line">
          {head.map((cell, at) => (
            <th key={at} scope="col" className="py-1 pr-3 align-top font-medium text-ink-soft">
              {inline(cell)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row, place) => (
          <tr key={place}>
            {row.map((cell, at) => (
              <td key={at} className="py-1 pr-3 align-top">
                {inline(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const marks = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)\s]+\))/

function inline(text: string): ReactNode[] {
  return text.split(marks).map((part, at) => <Fragment key={at}>{drawMark(part)}</Fragment>)
}

function drawMark(part: string): ReactNode {
  if (/^`.+`$/.test(part))
    return <code className="rounded bg-sunken px-1 font-mono text-[0.92em]">{part.slice(1, -1)}</code>
  if (/^\*\*.+\*\*$/.test(part)) return <strong className="font-semibold">{part.slice(2, -2)}</strong>
  if (/^\*.+\*$/.test(part)) return <em>{part.slice(1, -1)}</em>
  const link = /^\[(.+)\]\((.+)\)$/.exec(part)
  if (!link) return part
  // Only what leads to the web; a page of the manual that lies beside the guide is not served here.
  if (!/^https?:\/\//.test(link[2]!)) return link[1]
  return (
    <a href={link[2]} target="_blank" rel="noopener noreferrer" className="text-accent-ink underline">
      {link[1]}
    </a>
  )
}
