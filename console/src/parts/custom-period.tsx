import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Dialog } from '../ui/overlay.tsx'
import { useSay } from '../words/words.tsx'
import type { PeriodProps } from './period-menu.tsx'

/** From one moment to another, by the clock of this computer. */
export function CustomPeriod({
  filter,
  change,
  onClose,
}: Pick<PeriodProps, 'filter' | 'change'> & { readonly onClose: () => void }) {
  const say = useSay()
  const [from, setFrom] = useState(localOf(filter.from))
  const [to, setTo] = useState(localOf(filter.to))
  const take = () => {
    change({ period: undefined, from: isoOf(from), to: isoOf(to) })
    onClose()
  }
  return (
    <Dialog
      title={say('period.custom')}
      size="small"
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button look="primary" onPress={take} isDisabled={!isoOf(from) && !isoOf(to)}>
            {say('filter.apply')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField type="datetime-local" label={say('filter.from')} value={from} onChange={setFrom} />
        <TextField
          type="datetime-local"
          label={say('filter.to')}
          value={to}
          onChange={setTo}
          help={say('period.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
        />
      </div>
    </Dialog>
  )
}

function localOf(iso: string | undefined): string {
  const time = Date.parse(iso ?? '')
  if (Number.isNaN(time)) return ''
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function isoOf(local: string): string | undefined {
  const time = Date.parse(local)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
