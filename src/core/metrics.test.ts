import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as check, property, string } from 'fast-check'
import { parseMetrics } from '../../test/tools/parse-metrics.ts'
import { labelWords, Metrics } from './metrics.ts'

test('a counter, a gauge and a histogram are written as Prometheus reads them', () => {
  const metrics = new Metrics()
  metrics.counter('seen_total', 'How many\nwere \\ seen', ['kind']).add(['a'], 2)
  const gauge = metrics.gauge('open', 'How many are open')
  gauge.set([], 7)
  gauge.set([], 3)
  const histogram = metrics.histogram('took_seconds', 'How long it took', [0.1, 1], ['kind'])
  for (const seconds of [0.1, 0.5, 30]) histogram.observe(['a'], seconds)
  assert.equal(
    metrics.text(),
    `# HELP seen_total How many\\nwere \\\\ seen
# TYPE seen_total counter
seen_total{kind="a"} 2
# HELP open How many are open
# TYPE open gauge
open 3
# HELP took_seconds How long it took
# TYPE took_seconds histogram
took_seconds_bucket{kind="a",le="0.1"} 1
took_seconds_bucket{kind="a",le="1"} 2
took_seconds_bucket{kind="a",le="+Inf"} 3
took_seconds_sum{kind="a"} 30.6
took_seconds_count{kind="a"} 3
`,
  )
})

test('a counter without labels is there from the start, one with labels when it has something to tell', () => {
  const metrics = new Metrics()
  metrics.counter('plain_total', 'Plain')
  metrics.counter('labeled_total', 'Labeled', ['kind'])
  assert.deepEqual(
    parseMetrics(metrics.text()).map(({ name, samples }) => [name, samples.map(({ value }) => value)]),
    [['plain_total', [0]]],
  )
})

test('whatever text a label holds, the figures can be read and the text comes back', () => {
  check(
    property(string({ unit: 'binary' }), (text) => {
      const metrics = new Metrics()
      metrics.counter('seen_total', 'Seen', ['kind']).add([text])
      const [family] = parseMetrics(metrics.text())
      assert.equal(family?.samples[0]?.labels['kind'], text)
    }),
  )
})

test('a label word never is a phone, an address or a long text, and there are only so many', () => {
  const word = labelWords(3)
  const cases: readonly (readonly [text: string, label: string])[] = [
    ['asterisk', 'asterisk'],
    ['+15550100', 'other'],
    ['15550100', 'other'],
    ['call-1555-0100', 'other'],
    ['https://crm.example.com/x', 'other'],
    ['crm.example.com', 'other'],
    ['x'.repeat(41), 'other'],
    ['', 'other'],
    ['a"b', 'other'],
    ['pbx-2', 'pbx-2'],
    ['crm', 'crm'],
    ['fourth', 'other'],
    ['crm', 'crm'],
  ]
  for (const [text, label] of cases) assert.equal(word(text), label, text)
})
