import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SourceEvent } from '../../core/event.ts'
import { LocalTime } from './local-time.ts'
import { readLine } from './queue-line.ts'
import { completed, type Settings } from './settings.ts'
import { Translator } from './translator.ts'

const joins = ['q1', 'q2', 'q3', 'q4', 'q5'].map((queue) => `1773651600|MANAGER|${queue}|Ann|ADDMEMBER|`).join('\n')

test('a pause in five queues is one status', () => {
  const pauses = ['q1', 'q2', 'q3', 'q4', 'q5'].map((queue) => `1773654000|NONE|${queue}|Ann|PAUSE|lunch`).join('\n')
  assert.deepEqual(statuses(`${joins}\n${pauses}`), ['09:00:00 ready ', '09:40:00 away lunch'])
})

test('a pause everywhere is one status, although each queue has its line too, perhaps a second later', () => {
  const log = `
    1773654000|NONE|NONE|Ann|PAUSEALL|lunch
    1773654000|NONE|q1|Ann|PAUSE|lunch
    1773654001|NONE|q2|Ann|PAUSE|lunch
    1773657600|NONE|NONE|Ann|UNPAUSEALL|
    1773657600|NONE|q1|Ann|UNPAUSE|
    1773657601|NONE|q2|Ann|UNPAUSE|`
  assert.deepEqual(statuses(log), ['09:40:00 away lunch', '10:40:00 ready '])
})

test('an agent paused in one queue of two still gets calls of the other', () => {
  const log = `
    1773651600|MANAGER|q1|Ann|ADDMEMBER|
    1773651600|MANAGER|q2|Ann|ADDMEMBER|
    1773654000|NONE|q1|Ann|PAUSE|lunch`
  assert.deepEqual(statuses(log), ['09:00:00 ready '])
})

test('a queue that offered a call is known to be one of the agent’s', () => {
  const log = `
    1773653000|1773653000.1|q2|Ann|RINGNOANSWER|5000
    1773654000|NONE|q1|Ann|PAUSE|lunch`
  assert.deepEqual(statuses(log), ['09:40:00 ready '])
})

test('a new reason for the same pause is a new status', () => {
  const log = `
    1773654000|NONE|q1|Ann|PAUSE|lunch
    1773655000|NONE|q1|Ann|UNPAUSE|Auto-Unpause
    1773655000|NONE|q1|Ann|PAUSE|training`
  assert.deepEqual(statuses(log), ['09:40:00 away lunch', '09:56:40 away training'])
})

test('the status that is left and its length are told', () => {
  const [, back] = read(`
    1773654000|NONE|q1|PJSIP/101|PAUSE|lunch
    1773655800|NONE|q1|PJSIP/101|UNPAUSE|`)
  assert.deepEqual(back?.data, {
    user_name: 'PJSIP/101',
    user_extension: '101',
    phase: 'changed',
    status: 'ready',
    previous_status: 'away',
    previous_reason: 'lunch',
    previous_duration: 1800,
    time_in_status: 0,
    queue_ids: ['q1'],
    status_started_at: '2026-03-16T10:10:00.000Z',
  })
})

test('a member that leaves the last queue is offline; one that joins paused is away', () => {
  const log = `
    1773654000|MANAGER|q1|Ann|ADDMEMBER|PAUSED
    1773655000|MANAGER|q1|Ann|REMOVEMEMBER|`
  assert.deepEqual(statuses(log), ['09:40:00 away ', '09:56:40 offline '])
})

test('an agent who was paused everywhere, let into one queue and taken out of it again is offline', () => {
  const log = `
    1773654000|NONE|NONE|Ann|PAUSEALL|lunch
    1773655000|NONE|q1|Ann|UNPAUSE|
    1773656000|MANAGER|q1|Ann|REMOVEMEMBER|`
  assert.deepEqual(statuses(log), ['09:40:00 away lunch', '09:56:40 ready ', '10:13:20 offline '])
})

test('an agent of the old kind signs in and off', () => {
  const log = `
    1773654000|1773654000.1|NONE|Agent/101|AGENTLOGIN|SIP/101-00000001
    1773655000|1773654000.1|NONE|Agent/101|AGENTLOGOFF|SIP/101-00000001|1000
    1773656000|1773656000.1|NONE|Agent/101|AGENTCALLBACKLOGIN|101@phones
    1773657000|NONE|NONE|Agent/101|AGENTCALLBACKLOGOFF|101@phones|1000|Autologoff`
  assert.deepEqual(statuses(log), ['09:40:00 ready ', '09:56:40 offline ', '10:13:20 ready ', '10:30:00 offline '])
})

test('queues with the names of JavaScript’s own things are queues like others', () => {
  const log = `
    1773654000|MANAGER|__proto__|Ann|ADDMEMBER|
    1773655000|NONE|__proto__|Ann|PAUSE|lunch
    1773656000|NONE|constructor|Ann|UNPAUSE|`
  assert.deepEqual(statuses(log), ['09:40:00 ready ', '09:56:40 away lunch', '10:13:20 ready '])
})

function read(log: string, settings: Partial<Settings> = {}): SourceEvent[] {
  const translator = new Translator(completed(settings))
  const local = new LocalTime('UTC')
  const lines = log
    .trim()
    .split('\n')
    .map((text) => readLine(text.trim(), local)!)
  return [...lines.flatMap((line) => translator.take(line)), ...translator.end()].filter(
    ({ type }) => type === 'user_status',
  )
}

function statuses(log: string): string[] {
  return read(log).map(
    ({ time, data }) =>
      `${new Date(time!).toISOString().slice(11, 19)} ${data['status']} ${data['status_reason'] ?? ''}`,
  )
}
