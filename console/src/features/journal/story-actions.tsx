import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { cancelDelivery, retryDelivery, type Story, storyQuery } from '../../api/journal.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy.tsx'
import { Menu } from '../../ui/menu.tsx'
import { tell } from '../../ui/toast.tsx'
import { useSay } from '../../words/words.tsx'
import { curlOf } from './curl.ts'

/** What can be done with a delivery; where something cannot, the reason stands beside it. */
export function StoryActions({ story }: { readonly story: Story }) {
  const say = useSay()
  const queries = useQueryClient()
  const mayRetry = useMay('journal:retry')
  const mayCancel = useMay('journal:cancel')
  const show = (after: Story) => queries.setQueryData(storyQuery(story.delivery_id).queryKey, after)
  const retry = useMutation({ mutationFn: () => retryDelivery(story.delivery_id), onSuccess: show })
  const cancel = useMutation({ mutationFn: () => cancelDelivery(story.delivery_id), onSuccess: show })
  const isWaiting = story.status === 'pending' || story.status === 'retrying'
  const whyNot = !mayRetry
    ? say('delivery.retry_no_right')
    : story.status === 'delivered'
      ? say('delivery.retry_delivered')
      : null
  return (
    <>
      <More story={story} />
      {mayCancel && isWaiting && (
        <Button icon="ban" isBusy={cancel.isPending} onPress={() => cancel.mutate()}>
          {say('delivery.cancel')}
        </Button>
      )}
      <span className="flex flex-col items-end gap-0.5">
        <Button
          look="primary"
          icon="retry"
          isBusy={retry.isPending}
          isDisabled={whyNot !== null}
          {...(whyNot && { 'aria-describedby': 'why-not' })}
          onPress={() => retry.mutate()}
        >
          {say(isWaiting ? 'delivery.retry_now' : 'delivery.retry')}
        </Button>
        {whyNot && (
          <span id="why-not" className="max-w-56 text-right text-xs text-ink-soft">
            {whyNot}
          </span>
        )}
      </span>
      {(retry.error ?? cancel.error) && (
        <ProblemNote title={say('delivery.not_done')} error={retry.error ?? cancel.error} />
      )}
    </>
  )
}

function More({ story }: { readonly story: Story }) {
  const say = useSay()
  const navigate = useNavigate()
  const request = story.attempts.findLast((attempt) => attempt.request !== null)?.request
  const copy = (text: string) => void copyText(text).then(() => tell(say('common.copied'), undefined, 2500))
  return (
    <Menu
      label={say('common.more')}
      trigger={<IconButton icon="more" look="plain" label={say('common.more')} />}
      entries={[
        {
          label: say('delivery.copy_link'),
          icon: 'link',
          onAction: () => copy(`${location.origin}/journal/${story.delivery_id}`),
        },
        { label: say('delivery.copy_json'), icon: 'copy', onAction: () => copy(JSON.stringify(story, null, 2)) },
        {
          label: say('delivery.copy_curl'),
          icon: 'copy',
          isDisabled: !request,
          onAction: () => request && copy(curlOf(request)),
        },
        null,
        {
          label: say('delivery.use_as_test'),
          icon: 'play',
          isDisabled: !story.event || !story.binding_now,
          onAction: () =>
            void navigate({
              to: '/bindings/$id',
              params: { id: story.binding.id },
              search: { event: String(story.event_no) } as never,
            }),
        },
      ]}
    />
  )
}
