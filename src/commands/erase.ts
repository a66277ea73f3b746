import { type ErasedClient, eraseClient } from '../api/erase-client.ts'
import { maskPhone } from '../core/phone.ts'
import { CliError, type Command, print } from './command.ts'
import { inHouse, offlineCaller } from './offline.ts'
import { remoteOptions, runningServer } from './remote.ts'

/** Forgets one client. */
export const erase: Command = {
  name: 'erase',
  usage: '--phone NUMBER',
  summary: 'Erases the personal data of one client from the journal; rows and counts stay',
  options: {
    phone: { type: 'string', sentence: 'The whole number, in any notation' },
    ...remoteOptions,
  },
  words: 0,
  async run(given) {
    const phone = given.flags.get('phone')
    if (phone === undefined) throw new CliError('say whose data: --phone NUMBER')
    const config = given.config()
    const server = await runningServer(given, config)
    const told = server
      ? ((await server.post('/erase', { phone })) as unknown as ErasedClient)
      : await inHouse(config, async (house) => {
          const counts = await eraseClient(phone, house)
          const { still_in: _left, ...after } = counts
          const object = `phones:${maskPhone(phone)}`
          await house.audit.write({
            who: offlineCaller,
            action: 'client.erase',
            object,
            before: null,
            after,
            address: null,
          })
          return counts
        })
    const say = words[given.language]
    const left = told.still_in.map(({ collection, id, name }) => `  ${collection} ${id}${name ? ` “${name}”` : ''}`)
    const text = [say.erased(maskPhone(phone), told), ...(left.length > 0 ? [say.left, ...left] : [])].join('\n')
    print(given, text, told)
    return 0
  },
}

const words = {
  en: {
    erased: (phone: string, { events, deliveries, attempts }: ErasedClient) =>
      `Erased ${phone}: ${events} events, ${deliveries} deliveries, ${attempts} attempts.`,
    left: 'What people set up with this number in it stays; look at it yourself:',
  },
  ru: {
    erased: (phone: string, { events, deliveries, attempts }: ErasedClient) =>
      `Данные ${phone} стёрты: событий ${events}, доставок ${deliveries}, попыток ${attempts}.`,
    left: 'Этот номер остался в том, что настроили люди; посмотрите сами:',
  },
} as const
