import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdClock } from '../../test/tools/clock.ts'
import { type ClockStep, WatchedClock } from './step-watch.ts'

function watch() {
  const clock = holdClock()
  const steps: ClockStep[] = []
  return { clock, steps, watched: new WatchedClock(clock, (step) => steps.push(step)) }
}

test('time that passes is no step, however much', async () => {
  const { clock, steps, watched } = watch()
  await clock.move(48 * 3_600_000)
  assert.equal(watched.now(), clock.now())
  assert.deepEqual(steps, [])
})

test('a clock set forward or back is told once, with the time before and after', async () => {
  const { clock, steps, watched } = watch()
  const nine = clock.now()
  clock.jump(7_200_000)
  await clock.move(10)
  watched.now()
  watched.now()
  clock.jump(-10_000)
  watched.now()
  assert.deepEqual(steps, [
    { by: 7_200_000, from: nine + 10, to: nine + 7_200_010 },
    { by: -10_000, from: nine + 7_200_010, to: nine + 7_190_010 },
  ])
})

test('the step is told before the caller gets the new time', () => {
  const clock = holdClock()
  const told: string[] = []
  const watched = new WatchedClock(clock, () => told.push('step'))
  clock.jump(60_000)
  watched.now()
  told.push('now')
  assert.deepEqual(told, ['step', 'now'])
})

test('a clock trimmed by a second at a time never steps, however far it gets', () => {
  const { clock, steps, watched } = watch()
  for (let day = 0; day < 100; day++) {
    clock.jump(1000)
    watched.now()
  }
  assert.deepEqual(steps, [])
})

test('a process frozen between two readings of the clock sees no step', () => {
  let frozenMs = 0
  let atNextSteady = 0
  const clock = {
    now: () => 1000 + frozenMs,
    steady: () => {
      frozenMs += atNextSteady
      atNextSteady = 0
      return frozenMs
    },
    after: () => () => {},
  }
  const steps: ClockStep[] = []
  const watched = new WatchedClock(clock, (step) => steps.push(step))
  atNextSteady = 60_000
  watched.now()
  watched.now()
  assert.deepEqual(steps, [])
})
