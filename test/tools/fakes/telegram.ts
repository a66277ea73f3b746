import { openTelegram, type TelegramOptions, type TelegramService } from '../../../src/fakes/telegram.ts'
import { type Fake, type Reaction, startFake } from './frame.ts'

export interface FakeTelegramOptions extends Omit<TelegramOptions, 'now' | 'heard'> {
  readonly port?: number
  /** Milliseconds; only the limits look at it. */
  readonly clock?: () => number
  /** Played before it behaves as Telegram: time-outs, resets, 502… */
  readonly script?: readonly Reaction[]
}

export interface FakeTelegram extends Fake, Omit<TelegramService, 'answer'> {}

/** Starts a Bot API that checks what the real one checks. */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const { port, clock, script, ...known } = options
  const { answer, ...service } = openTelegram({ ...known, ...(clock !== undefined && { now: clock }) })
  const fake = await startFake({
    otherwise: (request) => ({ does: 'answer', ...answer(request) }),
    ...(port !== undefined && { port }),
    ...(script !== undefined && { script }),
  })
  return { ...fake, ...service }
}
