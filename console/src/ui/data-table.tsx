import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers and times stand at the right. */
  readonly isNumber?: boolean
  /** The head is said to a screen reader only: the cells hold buttons. */
  readonly hideTitle?: boolean
  readonly className?: string
}

interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
}

/** Rows and columns; on a phone each row is a card in which every value stands beside the name of its column. */
export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <table aria-label={label} className="cards-on-phone w-full text-left">
      <thead>
        <tr className="border-b border-line">
          {columns.map(({ id, title, isNumber, hideTitle, className }) => (
            <th
              key={id}
              scope="col"
              className={classes(
                'px-3 py-2 text-sm font-medium whitespace-nowrap text-ink-soft first:pl-4 last:pr-4',
                isNumber && 'text-right',
                className,
              )}
            >
              {hideTitle ? <span className="sr-only">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <tr key={keyOf(row)} className="align-middle hover:bg-ground/60">
            {columns.map(({ id, title, cell, isNumber, hideTitle, className }) => (
              <td
                key={id}
                data-title={hideTitle ? undefined : title}
                className={classes('px-3 py-2 first:pl-4 last:pr-4', isNumber && 'text-right', className)}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
