import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { catalogueQuery, type EventType } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { Select } from '../../ui/select.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

interface Taken {
  readonly events: readonly { readonly event_no: number; readonly deliveries: number }[]
}

/** Sends a believable event, so that a newcomer sees the whole way at work. */
export function TryEvent() {
  const say = useSay()
  const catalogue = useQuery(catalogueQuery)
  return (
    <Card title={say('sources.try')}>
      <Loaded query={catalogue} rows={2}>
        {({ event_types }) => <TryForm types={event_types} />}
      </Loaded>
    </Card>
  )
}

function TryForm({ types }: { readonly types: readonly EventType[] }) {
  const say = useSay()
  const language = useLanguage()
  const queries = useQueryClient()
  const [key, setKey] = useState(types[0]?.key ?? '')
  const send = useMutation({
    mutationFn: () => {
      const { data = {} } = (types.find((one) => one.key === key)?.sample ?? {}) as { data?: object }
      return api.post<Taken>('/events', { event_type: key, source: 'test', data: { ...data, is_test: true } })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['intake'] }),
  })
  const [taken] = send.data?.events ?? []
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-soft">{say('sources.try_help')}</p>
      <div className="flex flex-wrap items-end gap-2">
        <Select
          className="min-w-48 flex-1"
          label={say('sources.try_type')}
          value={key}
          options={types.map((type) => ({ value: type.key, label: type.title[language] }))}
          onChange={setKey}
        />
        <Button icon="send" isBusy={send.isPending} onPress={() => send.mutate()}>
          {say('sources.try_send')}
        </Button>
      </div>
      {taken && (
        <Note tone="good" title={say('sources.tried', { no: String(taken.event_no) })}>
          {say('sources.tried_deliveries', { count: taken.deliveries })}{' '}
          <Link to="/journal/events/$no" params={{ no: String(taken.event_no) }}>
            {say('sources.see_event')}
          </Link>
        </Note>
      )}
      {send.isError && <ProblemNote error={send.error} />}
    </div>
  )
}
