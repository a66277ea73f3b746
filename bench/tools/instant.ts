import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import type { NewEvent, SavedEvent } from '../../src/core/store/event-store.ts'
import { start } from '../../src/start.ts'

// instant.ts <folder> <key>: the whole server, but for one thing: what it is told to save counts as saved at once. So it can
// be set beside a bare node:http, which saves nothing either.

const [folder = '', key = ''] = process.argv.slice(2)
const config = readConfig({
  HOOKSWITCH_LISTEN: '127.0.0.1:0',
  HOOKSWITCH_STORE: `sqlite:${join(folder, 'hookswitch.db')}`,
  HOOKSWITCH_ADMIN_KEY: key,
})
const { house, url, stop } = await start({ config })
let lastNo = 0
Object.assign(house.store, { saveEvents: async (events: readonly NewEvent[]) => events.map(saved) })
process.on('disconnect', () => void stop().then(() => process.exit()))
process.send?.({ url })

function saved({ id, deliveries }: NewEvent): SavedEvent {
  lastNo += 1
  const deliveryIds = deliveries.map((_, at) => `dlv_${lastNo}_${at}`)
  return { id, no: lastNo, duplicate: false, deliveryIds, deliveriesCount: deliveries.length }
}
