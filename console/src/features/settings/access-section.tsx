import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { everyPage } from '../../api/bindings.ts'
import { api } from '../../api/client.ts'
import type { Role } from '../../api/session.ts'
import { faultAt } from '../../parts/fields/fields-form.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choose.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Badge, Note } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/layout.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'

interface Account {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly personal_data: boolean
  readonly disabled: boolean
  readonly has_password: boolean
  readonly last_sign_in_at: string | null
}

const roles: readonly Role[] = ['admin', 'editor', 'operator', 'viewer']

/** People who sign in to this console. */
export function AccessSection() {
  const say = useSay()
  const query = useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => everyPage<Account>('/accounts', signal) })
  const [link, setLink] = useState<string | null>(null)
  return (
    <div className="flex flex-col gap-4">
      {link && (
        <Note
          tone="good"
          title={say('access.link_ready')}
          actions={<Copy look="button" text={link} label={say('common.copy')} doneLabel={say('common.copied')} />}
        >
          <code className="font-mono text-sm">{link}</code>
        </Note>
      )}
      <Card title={say('access.people')} flush>
        <Loaded query={query} rows={3}>
          {({ items }) => (
            <ul className="divide-y divide-line">
              {items.map((account) => (
                <Person key={account.id} account={account} onLink={setLink} />
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
      <NewPerson onLink={setLink} />
    </div>
  )
}

function Person({ account, onLink }: { readonly account: Account; readonly onLink: (link: string) => void }) {
  const say = useSay()
  const { ago } = useFormats()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['accounts'] })
  const change = useMutation({
    mutationFn: (part: object) => api.patch(`/accounts/${account.id}`, part),
    onSettled: refresh,
  })
  const invite = useMutation({
    mutationFn: () => api.post<{ link: string }>(`/accounts/${account.id}/link`),
    onSuccess: ({ link }) => onLink(link),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <span className="min-w-48 flex-1">
        <span className="font-medium">{account.name}</span>
        <span className="block text-sm text-ink-soft">{`${account.login} · ${account.last_sign_in_at ? ago(account.last_sign_in_at) : say('access.never_in')}`}</span>
      </span>
      {!account.has_password && (
        <Badge tone="warn" icon="clock">
          {say('access.invited')}
        </Badge>
      )}
      <Select
        label={say('access.role')}
        hideLabel
        className="w-52"
        value={account.role}
        options={roles.map((role) => ({ value: role, label: say(`role.${role}`) }))}
        onChange={(role) => change.mutate({ role })}
      />
      <Switch
        label={say('access.sees_phones')}
        isOn={account.personal_data}
        onChange={(personal_data) => change.mutate({ personal_data })}
      />
      <Switch
        label={say('access.may_enter')}
        isOn={!account.disabled}
        onChange={(isOn) => change.mutate({ disabled: !isOn })}
      />
      <Button size="small" icon="link" isBusy={invite.isPending} onPress={() => invite.mutate()}>
        {say('access.new_link')}
      </Button>
      {change.isError && (
        <div className="w-full">
          <ProblemNote error={change.error} title={say('common.not_saved')} />
        </div>
      )}
    </li>
  )
}

function NewPerson({ onLink }: { readonly onLink: (link: string) => void }) {
  const say = useSay()
  const queries = useQueryClient()
  const [form, setForm] = useState<{ login: string; name: string; role: Role; personal_data: boolean }>({
    login: '',
    name: '',
    role: 'viewer',
    personal_data: false,
  })
  const create = useMutation({
    mutationFn: () => api.post<{ link: string }>('/accounts', form),
    onSuccess: ({ link }) => {
      onLink(link)
      setForm({ login: '', name: '', role: 'viewer', personal_data: false })
      void queries.invalidateQueries({ queryKey: ['accounts'] })
    },
  })
  return (
    <Card title={say('access.invite')}>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <TextField
          label={say('signin.name')}
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
          isRequired
          fault={faultAt(create.error, 'name')}
        />
        <TextField
          label={say('signin.login')}
          value={form.login}
          onChange={(login) => setForm({ ...form, login })}
          isRequired
          fault={faultAt(create.error, 'login')}
        />
        <Select
          label={say('access.role')}
          value={form.role}
          options={roles.map((role) => ({ value: role, label: say(`role.${role}`) }))}
          onChange={(role) => setForm({ ...form, role: role as Role })}
        />
        <Switch
          label={say('access.sees_phones')}
          isOn={form.personal_data}
          onChange={(personal_data) => setForm({ ...form, personal_data })}
        />
      </div>
      <div className="mt-4">
        <Button look="primary" isBusy={create.isPending} onPress={() => create.mutate()}>
          {say('access.invite')}
        </Button>
      </div>
    </Card>
  )
}
