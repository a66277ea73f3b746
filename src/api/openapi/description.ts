import type { Schema } from './schema.ts'

/** What the API page says of an endpoint beyond its summary. The test calls every example and compares the answer with the schema. */
export interface RouteDescription {
  readonly query?: readonly QueryParameter[]
  /** Request headers of its own. */
  readonly headers?: readonly QueryParameter[]
  /** The body: one schema for JSON, or one for each media type. */
  readonly request?: Schema | MediaTypes
  /** False when the body may be left out. Default: it is needed. */
  readonly requestRequired?: boolean
  /** What comes back when all is well; none for 204. */
  readonly reply?: Schema | MediaTypes
  /** Statuses of problems beyond those that every endpoint of its sort has. */
  readonly problems?: readonly number[]
  readonly example?: Example
}

/** Schemas by media type. */
export interface MediaTypes {
  readonly mediaTypes: Readonly<Record<string, Schema>>
}

export interface QueryParameter {
  readonly name: string
  readonly description: string
  readonly schema: Schema
  readonly example?: unknown
}

/** A request that can be made as it stands, and how it is answered. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly status: number
}

/** True for a body that can come in several forms. */
export function hasMediaTypes(body: Schema | MediaTypes): body is MediaTypes {
  return 'mediaTypes' in body
}

/**
 * Names that examples use for things which exist. The page shows them as they are; the test puts real ones in their place.
 */
export const exampleIds = {
  integration: 'int_5pqf7kd20x',
  unusedIntegration: 'int_9v2mwa41he',
  binding: 'bnd_3c8tz6jx0m',
  otherBinding: 'bnd_7h1ydk4n2q',
  removedBinding: 'bnd_9w4kx2tr6v',
  source: 'src_2w9rb6ge5u',
  otherSource: 'src_8k3mz1vy7c',
  user: 'agent-17',
  otherUser: 'agent-18',
  key: 'k4f7q2zt',
  otherAccount: '0199e6c8-9b20-7e11-8f6a-2d4c6b8a0e13',
  link: 'w3Rk8Zt1uV6yB0nD5hG9jL2pQ4sX7cF-mA_eIoTqWzE',
  session: 'bQ7fK2xV9mT4cL8wR1zN5yH3gJ6pD0sA-uE_iOaXk4o',
  account: '0199e6c8-7a41-7c52-9d1b-5f3e2a8b4c6d',
  file: 'file_4n8rj2vq6w1c',
  otherFile: 'file_7b3xk9ht5z0m',
  savedView: 'view_6d2sm8wk4p',
  otherSavedView: 'view_1f9qz5bt3h',
  retryJob: 'retry_8t3mw6yq1d',
  delivery: 'dhjpvddxfy8',
  failedDelivery: 'dhjpvdey1k3',
  waitingDelivery: 'dhjpvdf0a2r',
  eventNo: '481203',
  webhook: 'https://crm.example.com/hooks/calls',
  telegram: 'https://api.telegram.org',
} as const
