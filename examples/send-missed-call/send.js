// Tells Hookswitch about a missed call: node send.js PHONE SECONDS_WAITED CALL_ID
// Needs HOOKSWITCH_KEY, a key with the role ingest. HOOKSWITCH_URL is the server, http://127.0.0.1:8787 unless set.
import { setTimeout as pause } from 'node:timers/promises'

const url = process.env.HOOKSWITCH_URL ?? 'http://127.0.0.1:8787'
const key = process.env.HOOKSWITCH_KEY
const mostTries = 6

const [phone, waited, callId] = process.argv.slice(2)
if (!key || !phone || !waited || !callId) {
  console.error('HOOKSWITCH_KEY=… node send.js PHONE SECONDS_WAITED CALL_ID')
  process.exit(2)
}
console.log(JSON.stringify(await tell(missedCall())))

function missedCall() {
  return {
    event_type: 'call_function',
    // The same id on every try: however often this is sent, the call is counted once.
    event_id: `${callId}-queue-finish`,
    correlation_id: callId,
    data: {
      function: 'queue',
      function_state: 'finish',
      success_flag: false,
      phone,
      alert_duration: Number(waited),
    },
  }
}

/** Sends until Hookswitch says that it is on disk. What it refuses is refused for good: trying again would not help. */
async function tell(event) {
  for (let no = 1; ; no += 1) {
    const reply = await post(event).catch((error) => error)
    if (reply.status === 202) return reply.json()
    const refused = reply.status >= 400 && reply.status < 500 && reply.status !== 429
    if (refused) throw new Error(`refused (${reply.status}): ${(await reply.json()).detail}`)
    if (no === mostTries) throw new Error(`not delivered after ${no} tries: ${reply.status ?? reply.message}`)
    await pause(waitMs(reply, no))
  }
}

function post(event) {
  return fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(10_000),
  })
}

/** What the server asks for, else one second, two, four… */
function waitMs(reply, no) {
  const asked = Number(reply.headers?.get('retry-after'))
  return (asked > 0 ? asked : 2 ** (no - 1)) * 1000
}
