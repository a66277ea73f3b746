import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import type { Role } from '../../api/session.ts'
import { faultAt } from '../../parts/fields/fields-form.tsx'
import { ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Radios, Switch } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'
import { accountRoles } from './access-section.tsx'

interface InviteProps {
  readonly onClose: () => void
  readonly onLink: (link: string) => void
}

/** Makes an account and a link with which its owner sets a password. */
export function Invite({ onClose, onLink }: InviteProps) {
  const say = useSay()
  const [form, setForm] = useState<{ name: string; login: string; role: Role; personal_data: boolean }>({
    name: '',
    login: '',
    role: 'viewer',
    personal_data: false,
  })
  const create = useMutation({
    mutationFn: () => api.post<{ link: string }>('/accounts', form),
    onSuccess: ({ link }) => onLink(link),
  })
  return (
    <Dialog
      title={say('access.invite_title')}
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button look="primary" isBusy={create.isPending} onPress={() => create.mutate()}>
            {say('access.make_link')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={say('access.name')}
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
          autoFocus
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
        <Radios
          label={say('access.role')}
          value={form.role}
          choices={accountRoles.map((one) => ({
            value: one,
            label: say(`role.${one}`),
            help: say(`role_help.${one as 'admin'}`),
          }))}
          onChange={(role) => setForm({ ...form, role })}
        />
        <Switch
          label={say('access.sees_phones')}
          help={say('access.sees_phones_help')}
          isOn={form.personal_data}
          onChange={(personal_data) => setForm({ ...form, personal_data })}
        />
        {create.isError && <ProblemNote error={create.error} title={say('common.not_saved')} />}
      </div>
    </Dialog>
  )
}
