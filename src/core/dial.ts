/**
 * Opens a TCP or TLS connection through the same address guard as every outbound request. Throws `OutboundError`; nothing
 * was sent then. `timeoutMs` covers name, connection and TLS; 5,000 when absent.
 */
export type Dial = (address: {
  readonly host: string
  readonly port: number
  readonly tls?: boolean
  readonly timeoutMs?: number
}) => Promise<Dialed>

/** An open connection, for a library that speaks its protocol by itself. */
export interface Dialed {
  /** Node's own `net.Socket` or `tls.TLSSocket`; whoever asked for it closes it. */
  readonly socket: NodeJS.ReadWriteStream
  /** Authorities to trust when TLS is started on it later (STARTTLS), in PEM. Absent: those that Node knows. */
  readonly authorities?: readonly string[]
}
