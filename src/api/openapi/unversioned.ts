import type { Example, MediaTypes } from './description.ts'
import { answer, choice, ref, type Schema, text } from './schema.ts'

/** An address beside `/api/v1`, for machines that watch the server. */
export interface Unversioned {
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly reply: Schema | MediaTypes
  /** Statuses besides 200, with what they mean; the answer has the same form. */
  readonly otherwise?: Readonly<Record<number, string>>
  readonly example: Example
}

/** The addresses outside the versioned API that belong into its description. */
export const unversioned: readonly Unversioned[] = [
  {
    path: '/livez',
    summary: 'Says that the process is alive',
    description: 'Takes no key and asks nothing else.',
    reply: answer({ status: choice(['alive'], 'Always') }),
    example: { status: 200 },
  },
  {
    path: '/readyz',
    summary: 'Says whether the server takes in events',
    description: 'Takes no key. A destination that is down never matters here.',
    reply: ref('Readiness'),
    otherwise: { 503: 'It is stopping, or the store cannot be written' },
    example: { status: 200 },
  },
  {
    path: '/metrics',
    summary: 'Tells figures in the format of Prometheus',
    description:
      'Takes a key with the right metrics:read. A request from the machine itself needs none, unless the server has a public address or a proxy passed it on.',
    reply: { mediaTypes: { 'text/plain': text('Prometheus text format 0.0.4') } },
    example: { status: 200 },
  },
]

export const unversionedSchemas: Readonly<Record<string, Schema>> = {
  Readiness: answer({ status: choice(['ready', 'not ready'], 'Whether events are taken in') }),
}
