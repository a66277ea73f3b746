import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type DemoState, demoQuery, playDemo, removeDemo, stopDemo } from '../../api/demo.ts'
import { useFormats } from '../../parts/formats.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/layout.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

/** The demo call center: what it adds, how far it is, and how to be rid of it. */
export function DemoCard({ demo }: { readonly demo: DemoState }) {
  const say = useSay()
  const language = useLanguage()
  const queries = useQueryClient()
  const mayChange = useMay('settings:write')
  const [isAsked, ask] = useState(false)
  const refresh = () => queries.invalidateQueries()
  const play = useMutation({ mutationFn: () => playDemo(language), onSettled: refresh })
  const stop = useMutation({ mutationFn: stopDemo, onSettled: refresh })
  const remove = useMutation({
    mutationFn: removeDemo,
    onSuccess: () => ask(false),
    onSettled: refresh,
  })
  useRefreshAtTheEnd(demo.state === 'playing')
  const error = play.error ?? stop.error ?? remove.error
  const isPlaying = demo.state === 'playing'
  return (
    <Card title={say('overview.demo')}>
      <div className="flex flex-col gap-3">
        {isPlaying ? <Progress demo={demo} /> : <About demo={demo} />}
        <div className="flex flex-wrap gap-2">
          {mayChange && isPlaying && (
            <Button icon="stop" isBusy={stop.isPending} onPress={() => stop.mutate()}>
              {say('overview.demo_stop')}
            </Button>
          )}
          {mayChange && !isPlaying && (
            <Button
              look={demo.state === 'none' ? 'primary' : 'plain'}
              icon="play"
              isBusy={play.isPending}
              onPress={() => play.mutate()}
            >
              {say(demo.state === 'none' ? 'overview.demo_run' : 'overview.demo_again')}
            </Button>
          )}
          {demo.state !== 'none' && (
            <ButtonLink to="/wall" icon="wall" look={isPlaying ? 'primary' : 'plain'}>
              {say('overview.demo_wall')}
            </ButtonLink>
          )}
          {mayChange && demo.state === 'ready' && (
            <Button look="danger" icon="trash" onPress={() => ask(true)}>
              {say('overview.demo_remove')}
            </Button>
          )}
        </div>
        {!mayChange && demo.state === 'none' && (
          <p className="text-sm text-ink-soft">{say('overview.demo_admins_only')}</p>
        )}
        {error && <ProblemNote error={error} title={say('common.not_saved')} />}
      </div>
      <Dialog
        isAlert
        size="small"
        title={say('overview.demo_remove_title')}
        isOpen={isAsked}
        onClose={() => ask(false)}
        closeLabel={say('common.close')}
        footer={
          <>
            <Button onPress={() => ask(false)}>{say('common.cancel')}</Button>
            <Button look="danger" icon="trash" isBusy={remove.isPending} onPress={() => remove.mutate()}>
              {say('overview.demo_remove')}
            </Button>
          </>
        }
      >
        <p>{say('overview.demo_remove_help', { ...demo.set_up })}</p>
      </Dialog>
    </Card>
  )
}

function About({ demo: { state, set_up, play } }: { readonly demo: DemoState }) {
  const say = useSay()
  const formats = useFormats()
  if (state === 'none') return <p className="max-w-prose">{say('overview.demo_about')}</p>
  return (
    <div className="flex flex-col gap-1">
      {play?.end && (
        <p role="status">
          {say(`overview.demo_${play.end}`, { told: formats.number(play.told), fired: formats.number(play.fired) })}
          {play.message && ` ${play.message}`}
        </p>
      )}
      <p className="text-sm text-ink-soft">{say('overview.demo_has', { ...set_up })}</p>
    </div>
  )
}

function Progress({ demo: { play } }: { readonly demo: DemoState }) {
  const say = useSay()
  const formats = useFormats()
  const share = play?.share ?? 0
  const text = say('overview.demo_progress', {
    told: formats.number(play?.told ?? 0),
    fired: formats.number(play?.fired ?? 0),
  })
  return (
    <div className="flex flex-col gap-1.5">
      <p className="tabular-nums">{text}</p>
      <div
        role="progressbar"
        aria-label={say('overview.demo')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}

/** While it plays the figures follow it; at its end they are asked for once more. */
function useRefreshAtTheEnd(isPlaying: boolean): void {
  const queries = useQueryClient()
  const wasPlaying = useRef(isPlaying)
  useEffect(() => {
    if (wasPlaying.current && !isPlaying)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== demoQuery.queryKey[0] })
    wasPlaying.current = isPlaying
    if (!isPlaying) return
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ['overview'] }), 3000)
    return () => clearInterval(timer)
  }, [isPlaying, queries])
}
