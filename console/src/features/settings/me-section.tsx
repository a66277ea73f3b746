import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { faultAt } from '../../parts/fields/fields-form.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { useLook } from '../../parts/look.ts'
import { useMe } from '../../parts/me.tsx'
import { useChangeLook } from '../../parts/own-look.ts'
import { areSingleKeysOn, switchSingleKeys } from '../../parts/single-keys.ts'
import { Button } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { Labeled, TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/layout.tsx'
import { Segments, Switch } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'

interface Browser {
  readonly id: string
  readonly last_seen_at: string
  readonly address: string
  readonly browser: string
  readonly current: boolean
}

/** One's own password and browsers. */
export function MeSection() {
  const say = useSay()
  const { ago } = useFormats()
  const queries = useQueryClient()
  const sessions = useQuery({
    queryKey: ['my-sessions'],
    queryFn: ({ signal }) => api.get<{ items: readonly Browser[] }>('/me/sessions', { signal }),
  })
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => api.patch('/me', { password: { current, new: next } }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
    },
  })
  const end = useMutation({
    mutationFn: (id: string) => api.remove(`/me/sessions/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['my-sessions'] }),
  })
  const endOthers = useMutation({
    mutationFn: () => api.remove('/me/sessions'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['my-sessions'] }),
  })
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <OwnLook />
      <Card title={say('me.password')}>
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            change.mutate()
          }}
        >
          <TextField
            label={say('me.current')}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
            fault={faultAt(change.error, 'password.current')}
          />
          <TextField
            label={say('signin.new_password')}
            type="password"
            autoComplete="new-password"
            value={next}
            onChange={setNext}
            help={say('signin.password_help')}
            fault={faultAt(change.error, 'password.new')}
          />
          {change.isError && <ProblemNote error={change.error} title={say('common.not_saved')} />}
          <span className="flex items-center gap-2">
            <Button type="submit" isBusy={change.isPending} isDisabled={!current || !next}>
              {say('me.change')}
            </Button>
            {change.isSuccess && (
              <Badge tone="good" icon="check">
                {say('me.changed')}
              </Badge>
            )}
          </span>
        </form>
      </Card>
      <Card title={say('me.browsers')} flush>
        <Loaded query={sessions} rows={2}>
          {({ items }) => (
            <>
              <ul className="divide-y divide-line">
                {items.map((one) => (
                  <li key={one.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                    <span className="min-w-0 flex-1 text-sm">{`${one.browser.slice(0, 80)} · ${one.address} · ${ago(one.last_seen_at)}`}</span>
                    {one.current ? (
                      <Badge tone="good" icon="check">
                        {say('me.this')}
                      </Badge>
                    ) : (
                      <Button size="small" onPress={() => end.mutate(one.id)}>
                        {say('shell.sign_out')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
              {items.length > 1 && (
                <div className="border-t border-line px-4 py-2.5">
                  <Button size="small" isBusy={endOthers.isPending} onPress={() => endOthers.mutate()}>
                    {say('me.end_others')}
                  </Button>
                </div>
              )}
            </>
          )}
        </Loaded>
      </Card>
    </div>
  )
}

/** How the console looks and what its keys do, for oneself. */
function OwnLook() {
  const say = useSay()
  const me = useMe()
  const look = useLook()
  const change = useChangeLook()
  const [areKeysOn, setKeysOn] = useState(areSingleKeysOn)
  return (
    <Card title={`${me.name} · ${say(`role.${me.role}`)}`}>
      <div className="flex flex-col gap-4">
        <Labeled label={say('shell.language')}>
          <span>
            <Segments
              label={say('shell.language')}
              value={look.language}
              choices={[
                { value: 'en', label: 'English' },
                { value: 'ru', label: 'Русский' },
              ]}
              onChange={(language) => change({ language })}
            />
          </span>
        </Labeled>
        <Labeled label={say('shell.theme')}>
          <span>
            <Segments
              label={say('shell.theme')}
              value={look.theme}
              choices={(['system', 'light', 'dark'] as const).map((theme) => ({
                value: theme,
                label: say(`theme.${theme}`),
              }))}
              onChange={(theme) => change({ theme })}
            />
          </span>
        </Labeled>
        <Switch
          label={say('keys.single')}
          help={say('keys.single_help')}
          isOn={areKeysOn}
          onChange={(isOn) => {
            switchSingleKeys(isOn)
            setKeysOn(isOn)
          }}
        />
        <p className="text-sm text-ink-soft">{say(me.personal_data ? 'me.sees_phones' : 'me.sees_masks')}</p>
      </div>
    </Card>
  )
}
