/**
 * Figures in the text format 0.0.4 of Prometheus:
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 * Noting one is a look into a Map, so it can stand on the way of every event.
 */
export class Metrics {
  readonly #families: Family[] = []

  /** Counts up. `labels` are the names of its labels; each call gives their values in that order. */
  counter(name: string, help: string, labels: readonly string[] = []): Counter {
    return this.#add(new Counter(name, help, labels))
  }

  /** Goes up and down. */
  gauge(name: string, help: string, labels: readonly string[] = []): Gauge {
    return this.#add(new Gauge(name, help, labels))
  }

  /** Counts how many were at most as large as each of `bounds`, which grow. */
  histogram(name: string, help: string, bounds: readonly number[], labels: readonly string[] = []): Histogram {
    return this.#add(new Histogram(name, help, labels, bounds))
  }

  /** Every figure, ready to be sent. */
  text(): string {
    return this.#families.map((family) => family.text()).join('')
  }

  #add<One extends Family>(family: One): One {
    this.#families.push(family)
    return family
  }
}

/** The content type of `Metrics.text`. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8'

abstract class Family {
  readonly name: string
  readonly #help: string
  readonly #labels: readonly string[]
  readonly #type: string

  constructor(name: string, help: string, labels: readonly string[], type: string) {
    this.name = name
    this.#help = help
    this.#labels = labels
    this.#type = type
  }

  /** The whole family; nothing while it has no figure. */
  text(): string {
    const lines = this.lines()
    if (lines.length === 0) return ''
    const help = this.#help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
    return `# HELP ${this.name} ${help}\n# TYPE ${this.name} ${this.#type}\n${lines.join('\n')}\n`
  }

  protected abstract lines(): string[]

  protected line(suffix: string, values: readonly string[], value: number, more = ''): string {
    const pairs = this.#labels.map((label, at) => `${label}="${escaped(values[at] ?? '')}"`)
    if (more !== '') pairs.push(more)
    return `${this.name}${suffix}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${numberText(value)}`
  }
}

/** A figure that only grows. */
export class Counter extends Family {
  readonly #cells = new Map<string, { readonly values: readonly string[]; value: number }>()

  constructor(name: string, help: string, labels: readonly string[]) {
    super(name, help, labels, 'counter')
    if (labels.length === 0) this.add([], 0)
  }

  add(values: readonly string[], by = 1): void {
    const key = keyOf(values)
    const cell = this.#cells.get(key)
    if (cell) cell.value += by
    else this.#cells.set(key, { values, value: by })
  }

  protected lines(): string[] {
    return [...this.#cells.values()].map(({ values, value }) => this.line('', values, value))
  }
}

/** A figure as it is now. */
export class Gauge extends Family {
  readonly #cells = new Map<string, { readonly values: readonly string[]; readonly value: number }>()

  constructor(name: string, help: string, labels: readonly string[]) {
    super(name, help, labels, 'gauge')
  }

  set(values: readonly string[], value: number): void {
    this.#cells.set(keyOf(values), { values, value })
  }

  /** Forgets every value, before those of now are set. */
  clear(): void {
    this.#cells.clear()
  }

  protected lines(): string[] {
    return [...this.#cells.values()].map(({ values, value }) => this.line('', values, value))
  }
}

/** How figures are spread. */
export class Histogram extends Family {
  readonly #bounds: readonly number[]
  readonly #cells = new Map<string, { readonly values: readonly string[]; readonly counts: number[]; sum: number }>()

  constructor(name: string, help: string, labels: readonly string[], bounds: readonly number[]) {
    super(name, help, labels, 'histogram')
    this.#bounds = bounds
  }

  observe(values: readonly string[], value: number): void {
    const key = keyOf(values)
    let cell = this.#cells.get(key)
    if (!cell) {
      cell = { values, counts: Array<number>(this.#bounds.length + 1).fill(0), sum: 0 }
      this.#cells.set(key, cell)
    }
    let at = 0
    while (at < this.#bounds.length && value > this.#bounds[at]!) at += 1
    cell.counts[at]! += 1
    cell.sum += value
  }

  protected lines(): string[] {
    return [...this.#cells.values()].flatMap(({ values, counts, sum }) => {
      let below = 0
      const buckets = [...this.#bounds, Number.POSITIVE_INFINITY].map((bound, at) => {
        below += counts[at]!
        return this.line('_bucket', values, below, `le="${numberText(bound)}"`)
      })
      return [...buckets, this.line('_sum', values, sum), this.line('_count', values, below)]
    })
  }
}

/**
 * Makes label values out of texts that senders choose. A label is for ever in somebody's time series, so a value is a short
 * word with at most four digits, which no phone, address or call id is; anything else, and what comes after the first
 * `most` words, is `other`.
 */
export function labelWords(most: number): (text: string) => string {
  const known = new Set<string>()
  return (text) => {
    if (known.has(text)) return text
    if (known.size >= most || !isLabelWord(text)) return 'other'
    known.add(text)
    return text
  }
}

function isLabelWord(text: string): boolean {
  return /^[a-z][a-z0-9_-]{0,39}$/i.test(text) && text.replace(/\D/g, '').length <= 4
}

/** No value holds a NUL: labels are words or names of kinds. */
function keyOf(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : values.join('\0')
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
}
