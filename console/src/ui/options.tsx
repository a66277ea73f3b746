import type { ReactNode } from 'react'
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components'
import type { FieldProps } from './field.tsx'

export interface Option {
  readonly value: string
  readonly label: string
  /** A second line, or an example. */
  readonly note?: string
  /** Options with the same group stand under one heading. */
  readonly group?: string
  readonly mark?: ReactNode
  readonly isDisabled?: boolean
}

/** What everything that lets choose from a list is told. */
export interface ChooseProps extends FieldProps {
  readonly value: string | null
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly size?: 'small' | 'normal'
}

export const popoverLook =
  'min-w-(--trigger-width) max-w-[min(32rem,calc(100vw-16px))] overflow-auto rounded-lg border border-line bg-raised p-1 shadow-high no-print'

/** The list that opens. */
export function Options({ options, emptyText }: { readonly options: readonly Option[]; readonly emptyText?: string }) {
  const groups = [...Map.groupBy(options, ({ group }) => group ?? '')]
  return (
    <ListBox
      className="max-h-80 overflow-auto outline-none"
      {...(emptyText !== undefined && {
        renderEmptyState: () => <p className="px-2 py-1.5 text-sm text-ink-soft">{emptyText}</p>,
      })}
    >
      {groups.map(([group, some]) =>
        group === '' ? (
          some.map((option) => <OptionRow key={option.value} option={option} />)
        ) : (
          <ListBoxSection key={group} id={`group-${group}`}>
            <Header className="px-2 pt-2 pb-0.5 text-xs font-medium text-ink-faint">{group}</Header>
            {some.map((option) => (
              <OptionRow key={option.value} option={option} />
            ))}
          </ListBoxSection>
        ),
      )}
    </ListBox>
  )
}

function OptionRow({ option }: { readonly option: Option }) {
  return (
    <ListBoxItem
      id={option.value}
      textValue={option.label}
      isDisabled={option.isDisabled ?? false}
      className="flex min-h-7 cursor-default items-center gap-2 rounded px-2 py-1 text-base data-disabled:opacity-50 data-focused:bg-sunken data-hovered:bg-sunken data-selected:font-medium"
    >
      {option.mark}
      <span className="flex min-w-0 flex-1 flex-col">
        <span>{option.label}</span>
        {option.note && (
          <span slot="description" className="truncate text-sm font-normal text-ink-soft">
            {option.note}
          </span>
        )}
      </span>
    </ListBoxItem>
  )
}
