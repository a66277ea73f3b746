import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { everyPage } from '../../api/bindings.ts'
import { api } from '../../api/client.ts'
import type { Role } from '../../api/session.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Badge, Note } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'
import { Invite } from './invite.tsx'

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

export const accountRoles: readonly Role[] = ['admin', 'editor', 'operator', 'viewer']

/** People who sign in to this console, and what each of them may. */
export function AccessSection() {
  const say = useSay()
  const queries = useQueryClient()
  const query = useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => everyPage<Account>('/accounts', signal) })
  const [link, setLink] = useState<string | null>(null)
  const [isInviting, setInviting] = useState(false)
  return (
    <div className="flex flex-col gap-4">
      {link && (
        <Note
          tone="good"
          title={say('access.link_ready')}
          actions={<Copy look="button" text={link} label={say('common.copy')} doneLabel={say('common.copied')} />}
        >
          <code className="font-mono text-sm break-all">{link}</code>
        </Note>
      )}
      <Card
        title={say('access.people')}
        actions={
          <Button look="primary" icon="plus" onPress={() => setInviting(true)}>
            {say('access.invite')}
          </Button>
        }
        flush
      >
        <Loaded query={query} rows={3} rowHeight={56}>
          {({ items }) => (
            <ul className="divide-y divide-line">
              {items.map((account) => (
                <Person key={account.id} account={account} onLink={setLink} />
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
      <Card title={say('access.roles')}>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
          {accountRoles.map((role) => (
            <div key={role} className="contents">
              <dt className="font-medium">{say(`role.${role}`)}</dt>
              <dd className="text-ink-soft max-sm:mb-1">{say(`role_help.${role as 'admin'}`)}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {isInviting && (
        <Invite
          onClose={() => setInviting(false)}
          onLink={(made) => {
            setInviting(false)
            setLink(made)
            void queries.invalidateQueries({ queryKey: ['accounts'] })
          }}
        />
      )}
    </div>
  )
}

function Person({ account, onLink }: { readonly account: Account; readonly onLink: (link: string) => void }) {
  const say = useSay()
  const { ago } = useFormats()
  const queries = useQueryClient()
  const [isRemoving, setRemoving] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['accounts'] })
  const change = useMutation({
    mutationFn: (part: object) => api.patch(`/accounts/${account.id}`, part),
    onSettled: refresh,
  })
  const invite = useMutation({
    mutationFn: () => api.post<{ link: string }>(`/accounts/${account.id}/link`),
    onSuccess: ({ link }) => onLink(link),
  })
  const remove = useMutation({ mutationFn: () => api.remove(`/accounts/${account.id}`), onSuccess: refresh })
  const { name, login, role, personal_data, disabled, has_password, last_sign_in_at } = account
  const error = change.error ?? invite.error
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <span className="min-w-48 flex-1">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{name}</span>
          {!has_password && (
            <Badge tone="warn" icon="clock">
              {say('access.invited')}
            </Badge>
          )}
          {disabled && <Badge icon="ban">{say('access.closed')}</Badge>}
        </span>
        <span className="block text-sm text-ink-soft">{`${login} · ${last_sign_in_at ? ago(last_sign_in_at) : say('access.never_in')}`}</span>
      </span>
      <Select
        label={say('access.role_of', { name })}
        hideLabel
        className="w-full sm:w-52"
        value={role}
        options={accountRoles.map((one) => ({ value: one, label: say(`role.${one}`) }))}
        onChange={(next) => change.mutate({ role: next })}
      />
      <Switch
        label={say('access.sees_phones')}
        isOn={personal_data}
        onChange={(isOn) => change.mutate({ personal_data: isOn })}
      />
      <Menu
        label={say('common.actions_of', { name })}
        trigger={<IconButton icon="more" label={say('common.actions_of', { name })} />}
        entries={[
          { label: say('access.new_link'), icon: 'link', onAction: () => invite.mutate() },
          {
            label: say(disabled ? 'access.open_again' : 'access.close'),
            icon: disabled ? 'check' : 'ban',
            onAction: () => change.mutate({ disabled: !disabled }),
          },
          null,
          { label: say('common.delete'), icon: 'trash', isDangerous: true, onAction: () => setRemoving(true) },
        ]}
      />
      {error && (
        <div className="w-full">
          <ProblemNote error={error} title={say('common.not_saved')} />
        </div>
      )}
      {isRemoving && (
        <Confirm
          title={say('access.confirm_delete', { name })}
          verb={say('common.delete')}
          onClose={() => setRemoving(false)}
          onDo={() => remove.mutate()}
          isBusy={remove.isPending}
          error={remove.error}
        >
          <p>{say('access.delete_help')}</p>
        </Confirm>
      )}
    </li>
  )
}
