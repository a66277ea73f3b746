import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { Integration } from '../../api/integrations.ts'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../words/words.tsx'

/** Stops sending, or goes on; what waits is kept either way. */
export function PauseButton({ integration: { id, health } }: { readonly integration: Integration }) {
  const say = useSay()
  const queries = useQueryClient()
  const isPaused = health.state === 'paused'
  const change = useMutation({
    mutationFn: () => api.post(`/integrations/${id}/${isPaused ? 'resume' : 'pause'}`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['integrations'] }),
  })
  return (
    <Button icon={isPaused ? 'play' : 'pause'} isBusy={change.isPending} onPress={() => change.mutate()}>
      {say(isPaused ? 'integrations.resume' : 'integrations.pause')}
    </Button>
  )
}
