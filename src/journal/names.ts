import type { Binding } from '../core/binding.ts'

/** What the journal asks the rules: names, also of what was deleted since. `start.ts` hands it in. */
export interface Names {
  readonly binding: (id: string) => string | null
  readonly integration: (id: string) => { readonly name: string; readonly kind: string } | null
  /** A binding as it stood in one of its versions; null when there never was such a one. */
  readonly bindingThen: (id: string, version: number) => Promise<Binding | null>
  /** A binding as it stands; null when it was deleted. */
  readonly bindingNow: (id: string) => Binding | null
  /** True when a message of this version of the binding may tell of several events. */
  readonly gathers: (bindingId: string, version: number) => Promise<boolean>
  /** Ids of the deliveries that a retry job took up so far; none when there is no such job. */
  readonly deliveriesOfRetryJob: (jobId: string) => Promise<readonly string[]>
  /** Ids of the bindings whose name contains the text. */
  readonly bindingsNamedLike: (text: string) => readonly string[]
}
