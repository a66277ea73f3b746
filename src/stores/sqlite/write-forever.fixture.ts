import { delivered, sampleDelivery, sampleEvent } from '../suite-samples.ts'
import sqlite from './sqlite.ts'

// Writes until it is killed: `node write-forever.fixture.ts <address> <round>`. Each id it prints was acknowledged.

const [address = '', round = ''] = process.argv.slice(2)
const store = await sqlite.open(address)
let last = 0

async function writeForever(): Promise<void> {
  while (true) {
    const events = Array.from({ length: 1 + (last % 4) }, () =>
      sampleEvent({ id: `${round}-${++last}`, deliveries: [sampleDelivery(), sampleDelivery({ bindingId: 'other' })] }),
    )
    const saved = await store.saveEvents(events)
    process.stdout.write(saved.map(({ id }) => `${id}.\n`).join(''))
    await store.recordAttempts(saved.map(({ deliveryIds }) => delivered(deliveryIds[0] ?? '')))
  }
}

await Promise.all(Array.from({ length: 8 }, writeForever))
