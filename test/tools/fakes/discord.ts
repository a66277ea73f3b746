import { type DiscordOptions, type DiscordService, openDiscord } from '../../../src/fakes/discord.ts'
import { type Fake, type Reaction, startFake } from './frame.ts'

export interface FakeDiscord extends Fake, Pick<DiscordService, 'messages' | 'deleteWebhook'> {
  readonly webhookUrl: string
}

/** Starts a Discord that checks what the real one checks. `script` is played before: time-outs, resets, 502… */
export async function startFakeDiscord(
  options: DiscordOptions & { readonly script?: readonly Reaction[] } = {},
): Promise<FakeDiscord> {
  const { webhookPath, answer, messages, deleteWebhook } = openDiscord(options)
  const fake = await startFake({
    otherwise: (request) => ({ does: 'answer', ...answer(request) }),
    ...(options.script !== undefined && { script: options.script }),
  })
  return { ...fake, messages, deleteWebhook, webhookUrl: fake.url + webhookPath }
}
