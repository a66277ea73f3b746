/** A family of figures, as Prometheus would read it. */
export interface ReadFamily {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: readonly ReadSample[]
}

export interface ReadSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/

/**
 * Reads the text format 0.0.4, strictly: HELP and TYPE stand before the figures of their family, families do not return,
 * no figure is told twice, histograms are whole and grow. Throws with the line that is wrong.
 */
export function parseMetrics(text: string): ReadFamily[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line does not end')
  const families: (ReadFamily & { samples: ReadSample[] })[] = []
  const seen = new Set<string>()
  for (const line of text.split('\n').slice(0, -1)) {
    const family = families.at(-1)
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (keyword === 'HELP') {
      if (!metricName.test(name)) throw new Error(`not a name: ${line}`)
      if (families.some((one) => one.name === name)) throw new Error(`told twice: ${line}`)
      families.push({ name, help: rest, type: '', samples: [] })
    } else if (keyword === 'TYPE') {
      if (family?.name !== name || family.type !== '') throw new Error(`TYPE without its HELP: ${line}`)
      if (!/^(counter|gauge|histogram|summary|untyped)$/.test(rest)) throw new Error(`not a type: ${line}`)
      families[families.length - 1] = { ...family, type: rest }
    } else {
      const sample = readSample(line)
      if (!family?.type || !belongs(sample.name, family)) throw new Error(`outside its family: ${line}`)
      const key = `${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`
      if (seen.has(key)) throw new Error(`told twice: ${line}`)
      seen.add(key)
      family.samples.push(sample)
    }
  }
  for (const family of families) checkFamily(family)
  return families
}

/** The value of one figure; undefined when it is not there. */
export function figure(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const samples = parseMetrics(text).flatMap((family) => family.samples)
  const fits = (sample: ReadSample) =>
    sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value)
  return samples.find(fits)?.value
}

function readSample(line: string): ReadSample {
  const [, name = '', inside, number = ''] =
    /^([^{\s]+)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})? (\S+)$/s.exec(line) ?? []
  if (!metricName.test(name)) throw new Error(`not a figure: ${line}`)
  const value = number === '+Inf' ? Infinity : number === '-Inf' ? -Infinity : Number(number)
  if (number === '' || (Number.isNaN(value) && number !== 'NaN')) throw new Error(`not a number: ${line}`)
  return { name, labels: readLabels(inside ?? '', line), value }
}

function readLabels(inside: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {}
  const pair = /([^=,]+)="((?:[^"\\]|\\.)*)"(,|$)/sy
  while (pair.lastIndex < inside.length) {
    const [, name = '', value = ''] = pair.exec(inside) ?? []
    if (!labelName.test(name) || name in labels) throw new Error(`not a label: ${line}`)
    if (/\\[^\\n"]/.test(value.replaceAll('\\\\', ''))) throw new Error(`a wrong escape: ${line}`)
    labels[name] = value.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
  }
  return labels
}

function belongs(name: string, { name: family, type }: ReadFamily): boolean {
  return type === 'histogram' ? /^_(bucket|sum|count)$/.test(name.slice(family.length)) : name === family
}

function checkFamily({ name, type, help, samples }: ReadFamily): void {
  if (help.trim() === '' || samples.length === 0) throw new Error(`${name} says nothing`)
  if (type === 'counter' && (!name.endsWith('_total') || samples.some(({ value }) => value < 0)))
    throw new Error(`${name} is no counter`)
  if (type !== 'histogram') return
  const without = ({ labels: { le: _le, ...labels } }: ReadSample) => JSON.stringify(labels)
  for (const some of Map.groupBy(samples, without).values()) {
    const buckets = some.filter((one) => one.name.endsWith('_bucket'))
    const count = some.find((one) => one.name.endsWith('_count'))?.value
    const bounds = buckets.map(({ labels }) => (labels['le'] === '+Inf' ? Infinity : Number(labels['le'])))
    const grows = (list: readonly number[]) => list.every((value, at) => at === 0 || value >= list[at - 1]!)
    const whole = bounds.at(-1) === Infinity && buckets.at(-1)?.value === count
    if (!whole || !grows(bounds) || !grows(buckets.map(({ value }) => value)))
      throw new Error(`${name} is no whole histogram`)
  }
}
