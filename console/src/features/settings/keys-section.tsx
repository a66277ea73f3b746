import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { everyPage } from '../../api/bindings.ts'
import { api } from '../../api/client.ts'
import type { Role } from '../../api/session.ts'
import { faultAt } from '../../parts/fields/fields-form.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choose.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Badge, Empty, Note } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/layout.tsx'
import { useSay } from '../../words/words.tsx'

interface Key {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly last_used_at: string | null
  readonly revoked_at: string | null
}

const roles: readonly Role[] = ['ingest', 'viewer', 'operator', 'editor', 'admin']

/** Keys for programs. */
export function KeysSection() {
  const say = useSay()
  const { ago } = useFormats()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['keys'] })
  const query = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => everyPage<Key>('/keys', signal) })
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('ingest')
  const create = useMutation({
    mutationFn: () => api.post<{ key: string }>('/keys', { name, role }),
    onSuccess: refresh,
  })
  const revoke = useMutation({ mutationFn: (id: string) => api.remove(`/keys/${id}`), onSuccess: refresh })
  return (
    <div className="flex flex-col gap-4">
      {create.data && (
        <Note
          tone="good"
          title={say('keys_page.made')}
          actions={
            <Copy look="button" text={create.data.key} label={say('common.copy')} doneLabel={say('common.copied')} />
          }
        >
          <code className="font-mono text-sm">{create.data.key}</code>
        </Note>
      )}
      <Card title={say('settings.keys')} flush>
        <Loaded query={query} rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="key" title={say('keys_page.empty')} />
            ) : (
              <ul className="divide-y divide-line">
                {items.map((key) => (
                  <li key={key.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                    <span className="min-w-48 flex-1">
                      <span className="font-medium">{key.name}</span>
                      <span className="block text-sm text-ink-soft">{`${say(`role.${key.role}`)} · ${say('keys_page.used', { when: key.last_used_at ? ago(key.last_used_at) : say('common.never') })}`}</span>
                    </span>
                    {key.revoked_at ? (
                      <Badge icon="ban">{say('keys_page.revoked')}</Badge>
                    ) : (
                      <Button
                        size="small"
                        look="danger"
                        onPress={() => confirm(say('keys_page.confirm', { name: key.name })) && revoke.mutate(key.id)}
                      >
                        {say('keys_page.revoke')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
      <Card title={say('keys_page.new')}>
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            className="w-64"
            label={say('integrations.name')}
            value={name}
            onChange={setName}
            isRequired
            fault={faultAt(create.error, 'name')}
          />
          <Select
            className="w-60"
            label={say('access.role')}
            value={role}
            options={roles.map((one) => ({ value: one, label: say(`role.${one}`) }))}
            onChange={(next) => setRole(next as Role)}
          />
          <Button look="primary" isBusy={create.isPending} onPress={() => create.mutate()}>
            {say('common.create')}
          </Button>
        </div>
      </Card>
    </div>
  )
}
