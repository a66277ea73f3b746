import type { Ledger } from './ledger.ts'
import type { AmiMessage } from './message.ts'

/** What is done about an AMI event, by the event's name in lower case. Events without an entry are passed over. */
export type Verbs = Readonly<Record<string, (ledger: Ledger, message: AmiMessage) => void>>
