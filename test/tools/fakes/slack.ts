import { openSlack, type SlackOptions, type SlackService } from '../../../src/fakes/slack.ts'
import { type Fake, type Reaction, startFake } from './frame.ts'

export interface FakeSlack extends Fake, Pick<SlackService, 'messages' | 'token' | 'removeApp'> {
  readonly webhookUrl: string
  readonly apiBase: string
}

/** Starts a Slack that checks what the real one checks. `script` is played before: time-outs, resets, 500… */
export async function startFakeSlack(
  options: SlackOptions & { readonly script?: readonly Reaction[] } = {},
): Promise<FakeSlack> {
  const { webhookPath, apiPath, answer, token, messages, removeApp } = openSlack(options)
  const fake = await startFake({
    otherwise: (request) => ({ does: 'answer', ...answer(request) }),
    ...(options.script !== undefined && { script: options.script }),
  })
  return { ...fake, messages, token, removeApp, webhookUrl: fake.url + webhookPath, apiBase: fake.url + apiPath }
}
