import { eraseClient } from '../api/erase-client.ts'
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
      ? ((await server.post('/erase', { phone })) as unknown as Awaited<ReturnType<typeof eraseClient>>)
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
    const left = told.still_in.map(({ collection, id, name }) => `  ${collection} ${id}${name ? ` “${name}”` : ''}`)
    const text = [
      `Erased ${maskPhone(phone)}: ${told.events} events, ${told.deliveries} deliveries, ${told.attempts} attempts.`,
      ...(left.length > 0 ? ['What people set up with this number in it stays; look at it yourself:', ...left] : []),
    ].join('\n')
    print(given, text, told)
    return 0
  },
}
