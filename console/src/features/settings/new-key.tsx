import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import type { Role } from '../../api/session.ts'
import { faultAt } from '../../parts/fields/fields-form.tsx'
import { ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Select } from '../../ui/select.tsx'
import { Radios, Switch } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'

const roles: readonly Role[] = ['ingest', 'viewer', 'operator', 'editor', 'admin']
/** Days until the key ends by itself; 0 is never. */
const spans = [0, 30, 90, 365]
const dayMs = 86_400_000

interface NewKeyProps {
  readonly onClose: () => void
  readonly onMade: (key: string) => void
}

/** Makes a key: what it is for, what it may, until when. */
export function NewKey({ onClose, onMade }: NewKeyProps) {
  const say = useSay()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('ingest')
  const [personalData, setPersonalData] = useState(false)
  const [days, setDays] = useState(0)
  const create = useMutation({
    mutationFn: () =>
      api.post<{ key: string }>('/keys', {
        name,
        role,
        personal_data: personalData,
        ...(days > 0 && { expires_at: new Date(Date.now() + days * dayMs).toISOString() }),
      }),
    onSuccess: ({ key }) => onMade(key),
  })
  return (
    <Dialog
      title={say('keys_page.new')}
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button look="primary" isBusy={create.isPending} onPress={() => create.mutate()}>
            {say('common.create')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={say('integrations.name')}
          help={say('keys_page.name_help')}
          value={name}
          onChange={setName}
          autoFocus
          isRequired
          maxLength={100}
          fault={faultAt(create.error, 'name')}
        />
        <Radios
          label={say('access.role')}
          value={role}
          choices={roles.map((one) => ({ value: one, label: say(`role.${one}`), help: say(`role_help.${one}`) }))}
          onChange={setRole}
        />
        {role !== 'ingest' && (
          <Switch
            label={say('access.sees_phones')}
            help={say('access.sees_phones_help')}
            isOn={personalData}
            onChange={setPersonalData}
          />
        )}
        <Select
          label={say('keys_page.expires')}
          className="sm:w-60"
          value={String(days)}
          options={spans.map((span) => ({
            value: String(span),
            label: span === 0 ? say('keys_page.no_end') : say('keys_page.in_days', { count: span }),
          }))}
          onChange={(next) => setDays(Number(next))}
        />
        {create.isError && <ProblemNote error={create.error} title={say('common.not_saved')} />}
      </div>
    </Dialog>
  )
}
