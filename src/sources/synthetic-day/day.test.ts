import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { kindsIn } from '../../../test/tools/kinds.ts'
import type { SourceEvent } from '../../core/event.ts'
import type { EventType } from '../../core/event-type.ts'
import type { Json } from '../../core/json.ts'
import { checkParameter, timeOf } from '../../core/parameter-value.ts'
import { type DaySettings, dayOfEvents } from './day.ts'
import syntheticDay from './synthetic-day.ts'

const monday: DaySettings = { seed: 1, calls: 400, date: '2026-03-16', language: 'en' }

async function tell(settings: Partial<DaySettings> = {}): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  for await (const event of dayOfEvents({ ...monday, ...settings })) events.push(event)
  return events
}

/** A parameter as text, so that cases read plainly. */
function read(event: SourceEvent, name: string): string {
  return String(event.data[name] ?? '')
}

function timeIn(event: SourceEvent, name: string): number {
  return timeOf(event.data[name] as Json)!
}

function count<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length
}

describe('an ordinary Monday', () => {
  let events: readonly SourceEvent[] = []
  let finished: readonly SourceEvent[] = []

  before(async () => {
    events = await tell()
    finished = events.filter((event) => read(event, 'function_state') === 'finish')
  })

  const ofType = (type: string) => events.filter((event) => event.type === type)
  const ofFunction = (name: string) => finished.filter((event) => read(event, 'function') === name)

  test('holds all nine types of events, and the kind names just these', () => {
    const told = [...new Set(events.map(({ type }) => type))].sort()
    assert.equal(told.length, 9)
    assert.deepEqual(told, [...syntheticDay.eventTypes].sort())
  })

  test('every parameter is one of the catalogue and has a legal value', async () => {
    const kinds = await kindsIn<EventType>('event-types')
    const types = new Map(kinds.map(({ kind }) => [kind.key, new Map(kind.parameters.map((one) => [one.name, one]))]))
    const faults = new Set<string>()
    for (const { type, data } of events) {
      for (const [name, value] of Object.entries(data)) {
        const parameter = types.get(type)?.get(name)
        const fault = parameter ? checkParameter(parameter, value as Json) : 'is not in the catalogue'
        if (fault !== null) faults.add(`${type}.${name} ${fault}`)
      }
    }
    assert.deepEqual([...faults], [])
  })

  test('is told in order of time, with every id once', () => {
    assert.equal(new Set(events.map(({ id }) => id)).size, events.length)
    assert.ok(events.every((event, at) => at === 0 || events[at - 1]!.time! <= event.time!))
  })

  test('the clients call 400 times, most in the two rushes', () => {
    const starts = ofFunction('start')
    assert.equal(starts.length, 400)
    const rush = count(starts, ({ time }) => [10, 11, 14, 15].includes(new Date(time!).getUTCHours()))
    assert.ok(rush > 400 * 0.45, `${rush} calls in the rushes`)
  })

  test('some calls are missed, not too many, and more of them in a rush', () => {
    const waits = ofFunction('queue')
    const missed = (some: readonly SourceEvent[]) =>
      count(some, ({ data }) => data['success_flag'] === false) / some.length
    assert.ok(missed(waits) > 0.04 && missed(waits) < 0.15, `${missed(waits)} missed`)
    const hours = [10, 11, 14, 15]
    const isRush = ({ time }: SourceEvent) => hours.includes(new Date(time!).getUTCHours())
    assert.ok(missed(waits.filter(isRush)) > missed(waits.filter((event) => !isRush(event))))
  })

  test('a missed call never reached an operator, an answered one did', () => {
    const talked = new Set(
      ofFunction('operator')
        .filter(({ data }) => data['success_flag'] === true)
        .map((event) => read(event, 'call_id')),
    )
    for (const event of ofFunction('queue')) {
      assert.equal(talked.has(read(event, 'call_id')), event.data['success_flag'], read(event, 'call_id'))
    }
  })

  test('once in the day a queue grows beyond ten', () => {
    const longest = Math.max(...ofFunction('queue').map(({ data }) => Number(data['queue_length'])))
    assert.ok(longest > 10, `the longest queue had ${longest}`)
  })

  test('ratings are mostly 5 and 4, now and then 2 or 3', () => {
    const ratings = ofFunction('survey').flatMap(({ data }) =>
      data['rating'] === undefined ? [] : [Number(data['rating'])],
    )
    const good = count(ratings, (rating) => rating >= 4) / ratings.length
    assert.ok(good > 0.65 && good < 0.95, `${good} good`)
    assert.ok(count(ratings, (rating) => rating === 2 || rating === 3) > 0)
  })

  test('nobody talks to two clients at once, or takes a call during a break', () => {
    const busy = new Map<string, { from: number; to: number; what: string }[]>()
    const note = (event: SourceEvent, from: number, to: number) => {
      const user = read(event, 'user_id')
      busy.set(user, [...(busy.get(user) ?? []), { from, to, what: event.id! }])
    }
    for (const event of ofFunction('operator')) note(event, timeIn(event, 'started_at'), event.time!)
    const statuses = ofType('user_status').filter((event) => read(event, 'phase') === 'changed')
    for (const [at, event] of statuses.entries()) {
      if (read(event, 'status') !== 'away') continue
      const back = statuses.slice(at + 1).find((later) => read(later, 'user_id') === read(event, 'user_id'))!
      note(event, event.time!, back.time!)
    }
    for (const stretches of busy.values()) {
      stretches.sort((a, b) => a.from - b.from)
      for (const [at, { from, what }] of stretches.entries()) {
        const before = stretches[at - 1]
        assert.ok(!before || before.to <= from, `${before?.what} overlaps ${what}`)
      }
    }
    assert.ok(busy.size > 20)
  })

  test('the states of a function come in their order, and what belongs to a call shares its id', () => {
    const seen = new Map<string, string>()
    const order = ['', 'start', 'connect', 'stop', 'finish']
    for (const event of ofType('call_function')) {
      assert.equal(event.correlationId, read(event, 'call_id'))
      const run = event.id!.slice(0, event.id!.lastIndexOf(':'))
      const [before, now] = [seen.get(run) ?? '', read(event, 'function_state')]
      assert.ok(order.indexOf(now) > order.indexOf(before), `${event.id} after ${before || 'nothing'}`)
      assert.ok(before !== '' || now === 'start', event.id)
      seen.set(run, now)
    }
    assert.ok([...seen.values()].every((last) => last === 'finish'))
  })

  test('the statuses of an operator follow from one another, with the time spent in each', () => {
    const last = new Map<string, SourceEvent>()
    for (const event of ofType('user_status')) {
      if (read(event, 'phase') !== 'changed') continue
      const before = last.get(read(event, 'user_id'))
      assert.equal(read(event, 'previous_status'), before ? read(before, 'status') : 'offline')
      if (before) {
        const spent = (event.time! - before.time!) / 1000
        assert.ok(Math.abs(spent - Number(event.data['previous_duration'])) <= 0.5, event.id)
      }
      last.set(read(event, 'user_id'), event)
    }
    assert.ok([...last.values()].every((event) => read(event, 'status') === 'offline'))
  })

  test('a limit fires when a break is too long, while the operator is still away', () => {
    const alerts = ofType('user_status').filter(
      (event) => read(event, 'phase') === 'threshold' && read(event, 'status') === 'away',
    )
    assert.ok(alerts.length > 0)
    for (const alert of alerts) {
      assert.equal((alert.time! - timeIn(alert, 'status_started_at')) / 1000, alert.data['threshold'])
      assert.equal(alert.data['time_in_status'], alert.data['threshold'])
    }
  })

  test('in the morning somebody is late and somebody does not come; who does not come works on nothing', () => {
    const violations = ofType('shift_violation')
    const late = violations.filter((event) => read(event, 'violation') === 'late')
    assert.ok(count(late, ({ data }) => Number(data['deviation']) > 600) > 0)
    const absent = violations
      .filter((event) => read(event, 'violation') === 'no_show')
      .map((event) => read(event, 'user_id'))
    assert.ok(absent.length > 0)
    const working = ['call_function', 'user_status', 'discipline_report']
    assert.equal(
      count(events, (event) => working.includes(event.type) && absent.includes(read(event, 'user_id'))),
      0,
    )
  })

  test('a quota comes near at 80, 90 and 95 percent, is reached, then exceeded, in this order', () => {
    const first = ofType('quota').filter((event) => read(event, 'quota_id') === '61')
    const story = first.map((event) => read(event, 'quota_state') + read(event, 'threshold'))
    assert.deepEqual(story, ['approaching80', 'approaching90', 'approaching95', 'reached', 'exceeded', 'exceeded'])
    for (const { data } of ofType('quota')) {
      assert.equal(
        Number(data['quota_count']) + Number(data['remaining']) - Number(data['overrun']),
        data['quota_limit'],
      )
    }
  })

  test('a task goes from queued over dialing to its end, and nothing follows the end', () => {
    const ended = new Set<string>()
    const statuses = new Set<string>()
    for (const event of ofType('task_status')) {
      assert.ok(!ended.has(read(event, 'task_id')), event.id)
      statuses.add(read(event, 'task_status'))
      if (event.data['is_final'] === true) ended.add(read(event, 'task_id'))
    }
    for (const status of ['queued', 'dialing', 'talking', 'success', 'failure', 'scheduled'])
      assert.ok(statuses.has(status), status)
    const gaveUp = ofType('task_status').filter((event) => read(event, 'fail_reason') === 'out_of_attempts')
    assert.ok(gaveUp.length > 0 && gaveUp.every(({ data }) => data['attempts_count'] === 5))
  })

  test('who asks not to be called enters the black list', () => {
    const refused = ofType('task_status').filter((event) => read(event, 'task_result') === 'do_not_call')
    const listed = ofType('list_change').filter((event) => read(event, 'operation') === 'add')
    assert.ok(refused.length > 0)
    for (const event of refused) {
      const entry = listed.find((change) => read(change, 'value') === read(event, 'phone'))
      assert.equal(entry?.data['list_kind'], 'blacklist')
      assert.ok(entry!.time! > event.time!)
    }
  })

  test('the size of a list follows its changes', () => {
    const sizes = new Map<string, number>()
    for (const { data } of ofType('list_change')) {
      const list = String(data['list_id'])
      const sign = data['operation'] === 'add' || data['operation'] === 'import' ? 1 : -1
      const before = sizes.get(list)
      if (before !== undefined) assert.equal(data['list_size'], before + sign * Number(data['values_count']))
      sizes.set(list, Number(data['list_size']))
    }
    assert.equal(sizes.size, 2)
  })

  test('the robot confirms, misunderstands and takes callback orders; one event ends each dialogue', () => {
    const robot = ofType('auto_operator')
    for (const event of [
      'confirmed',
      'goal_reached',
      'callback_requested',
      'confirmation_needed',
      'answering_machine',
    ]) {
      assert.ok(
        robot.some(({ data }) => data['bot_event'] === event),
        event,
      )
    }
    const puzzled = robot.filter((event) =>
      ['not_recognized', 'data_not_recognized'].includes(read(event, 'bot_event')),
    )
    assert.ok(puzzled.some(({ data }) => Number(data['attempts_count']) >= 2))
    const calls = new Set(robot.map((event) => read(event, 'call_id')))
    assert.equal(
      count(robot, ({ data }) => data['is_final'] === true),
      calls.size,
    )
  })

  test('what speech analytics heard was said in a talk that took place', () => {
    const talks = new Map(ofFunction('operator').map((event) => [read(event, 'call_id'), event]))
    for (const hit of ofType('speech_analytics')) {
      const talk = talks.get(read(hit, 'call_id'))!
      assert.ok(timeIn(talk, 'connected_at') + Number(hit.data['offset']) * 1000 <= hit.time!, hit.id)
    }
    assert.ok(ofType('speech_analytics').length > 5)
  })

  test('the third fault of the same kind on one day is critical', () => {
    const reports = ofType('discipline_report')
    assert.ok(reports.length > 10)
    for (const { data } of reports) assert.equal(data['severity'] === 'critical', Number(data['repeat_count']) >= 3)
  })

  test('every number of a client is of a range that belongs to nobody', () => {
    for (const { data } of events) {
      for (const name of ['phone', 'callback_phone'])
        assert.match(String(data[name] ?? '+70000000000'), /^\+7000\d{7}$/)
      assert.match(String(data['did'] ?? '+15550101'), /^\+155501\d\d$/)
    }
  })
})

test('the same settings tell the same day, to the last letter', async () => {
  assert.deepEqual(await tell({ calls: 60 }), await tell({ calls: 60 }))
})

test('another seed, date, size or language is another day: no id is shared', async () => {
  const ids = new Set((await tell({ calls: 40 })).map(({ id }) => id))
  for (const other of [{ seed: 2 }, { date: '2026-03-17' }, { calls: 41 }, { language: 'ru' as const }]) {
    const others = await tell({ calls: 40, ...other })
    assert.equal(
      count(others, ({ id }) => ids.has(id)),
      0,
      JSON.stringify(other),
    )
  }
})

test('a Russian day speaks Russian', async () => {
  const events = await tell({ calls: 40, language: 'ru' })
  const texts = ['user_name', 'queue_name', 'dialer_name', 'function_name', 'kpi_name', 'list_name', 'quota_name']
  for (const { id, data } of events) {
    for (const name of texts) assert.match(String(data[name] ?? 'я'), /[а-яё]/i, `${name} of ${id}`)
  }
})

test('a small day and a big one hold all nine types too', async () => {
  for (const calls of [20, 700]) {
    for (const seed of [3, 4]) {
      const types = new Set((await tell({ calls, seed })).map(({ type }) => type))
      assert.equal(types.size, 9, `${calls} calls, seed ${seed}`)
    }
  }
})
