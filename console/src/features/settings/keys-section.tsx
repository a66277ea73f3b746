import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { everyPage } from '../../api/bindings.ts'
import { api } from '../../api/client.ts'
import type { Role } from '../../api/session.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Copy } from '../../ui/copy.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Badge, Empty, Note } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { useSay } from '../../words/words.tsx'
import { NewKey } from './new-key.tsx'

interface Key {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly personal_data: boolean
  readonly created_at: string
  readonly expires_at: string | null
  readonly last_used_at: string | null
  readonly revoked_at: string | null
}

/** Keys for programs. */
export function KeysSection() {
  const say = useSay()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['keys'] })
  const query = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => everyPage<Key>('/keys', signal) })
  const [made, setMade] = useState<string | null>(null)
  const [isMaking, setMaking] = useState(false)
  const [doomed, setDoomed] = useState<Key | null>(null)
  const revoke = useMutation({
    mutationFn: (id: string) => api.remove(`/keys/${id}`),
    onSuccess: () => {
      setDoomed(null)
      return refresh()
    },
  })
  return (
    <div className="flex flex-col gap-4">
      {made && <MadeKey text={made} onClose={() => setMade(null)} />}
      <Card
        title={say('settings.keys')}
        actions={
          <Button look="primary" icon="plus" onPress={() => setMaking(true)}>
            {say('keys_page.new')}
          </Button>
        }
        flush
      >
        <Loaded query={query} rows={3} rowHeight={48}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="key" title={say('keys_page.empty')}>
                {say('keys_page.empty_help')}
              </Empty>
            ) : (
              <KeyTable items={items} onRevoke={setDoomed} />
            )
          }
        </Loaded>
      </Card>
      {isMaking && (
        <NewKey
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false)
            setMade(key)
            void refresh()
          }}
        />
      )}
      {doomed && (
        <Confirm
          title={say('keys_page.confirm', { name: doomed.name })}
          verb={say('keys_page.revoke')}
          onClose={() => setDoomed(null)}
          onDo={() => revoke.mutate(doomed.id)}
          isBusy={revoke.isPending}
          error={revoke.error}
        >
          <p>{say('keys_page.confirm_help')}</p>
        </Confirm>
      )}
    </div>
  )
}

/** Shown this once: the server keeps only a hash of it. */
function MadeKey({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const say = useSay()
  return (
    <Note
      tone="good"
      title={say('keys_page.made')}
      actions={
        <>
          <Copy look="button" text={text} label={say('common.copy')} doneLabel={say('common.copied')} />
          <Button size="small" onPress={onClose}>
            {say('keys_page.noted')}
          </Button>
        </>
      }
    >
      <code className="font-mono text-sm break-all">{text}</code>
    </Note>
  )
}

function KeyTable({ items, onRevoke }: { readonly items: readonly Key[]; readonly onRevoke: (key: Key) => void }) {
  const say = useSay()
  const { ago, day } = useFormats()
  const columns: Column<Key>[] = [
    {
      id: 'name',
      title: say('integrations.name'),
      cell: ({ name, id }) => (
        <>
          <span className="font-medium">{name}</span>
          <span className="block font-mono text-xs text-ink-soft">{id}</span>
        </>
      ),
    },
    {
      id: 'role',
      title: say('access.role'),
      cell: ({ role, personal_data }) => (
        <span className="flex flex-col items-start gap-0.5">
          {say(`role.${role}`)}
          {personal_data && <span className="text-sm text-ink-soft">{say('access.sees_phones')}</span>}
        </span>
      ),
    },
    {
      id: 'used',
      title: say('keys_page.used'),
      cell: ({ last_used_at }) => (last_used_at ? ago(last_used_at) : say('common.never')),
    },
    { id: 'made', title: say('keys_page.created'), cell: ({ created_at }) => day(created_at) },
    {
      id: 'ends',
      title: say('keys_page.expires'),
      cell: ({ expires_at }) =>
        expires_at ? day(expires_at) : <span className="text-ink-soft">{say('keys_page.no_end')}</span>,
    },
    {
      id: 'actions',
      title: say('common.actions'),
      hideTitle: true,
      isNumber: true,
      className: 'row-actions',
      cell: (key) =>
        key.revoked_at ? (
          <Badge icon="ban">{say('keys_page.revoked')}</Badge>
        ) : (
          <Button size="small" look="danger" onPress={() => onRevoke(key)}>
            {say('keys_page.revoke')}
          </Button>
        ),
    },
  ]
  const present = items.toSorted((a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null))
  return <DataTable label={say('settings.keys')} columns={columns} rows={present} keyOf={({ id }) => id} />
}
