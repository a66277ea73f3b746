import { isIP } from 'node:net'
import { OutboundError } from '../core/http.ts'
import { isMetadataName, isPrivateName, type JudgeAddress } from './address.ts'

/** One address of a host, as a resolver gives it. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Asks the names' service for every address of a host. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>

/**
 * The addresses that may be dialed for this host: all that it has, or none. A name with one public and one private
 * address is refused whole, because only somebody who wants in would publish it. The caller must dial these very
 * addresses and not ask again: the second answer may be another.
 *
 * `onlyListed` asks for addresses that the operator allowed by name of their net; public ones do not do then.
 * Throws `OutboundError`, with the same words for everything refused: they must not tell who is at home in our network.
 */
export async function addressesOf(
  host: string,
  { judge, resolve, onlyListed = false }: { judge: JudgeAddress; resolve: Resolve; onlyListed?: boolean },
): Promise<readonly ResolvedAddress[]> {
  const name = plainName(host)
  if (isMetadataName(name)) throw refused(host)
  const family = isIP(name)
  const addresses = family === 0 ? await ask(name, host, resolve) : [{ address: name, family: family as 4 | 6 }]
  const needsListing = onlyListed || isPrivateName(name)
  const mayDial = ({ address }: ResolvedAddress) => {
    const verdict = judge(address)
    return verdict === 'listed' || (verdict === 'public' && !needsListing)
  }
  if (!addresses.every(mayDial)) throw refused(host)
  return addresses
}

/** The error for every address that may not be reached, known or not. */
export function refused(host: string): OutboundError {
  return new OutboundError(
    'address-refused',
    `${host} may not be reached from here. If it is your own server, allow its network in HOOKSWITCH_ALLOW_NETS.`,
  )
}

/** Lower case, without brackets and without the dot that ends a full name. */
function plainName(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
}

async function ask(name: string, host: string, resolve: Resolve): Promise<readonly ResolvedAddress[]> {
  let addresses: readonly ResolvedAddress[]
  try {
    addresses = await resolve(name)
  } catch (cause) {
    throw new OutboundError('dns', `the address of ${host} was not found: ${dnsTrouble(cause)}`, { cause })
  }
  if (addresses.length === 0) throw new OutboundError('dns', `the address of ${host} was not found: it has none`)
  return addresses
}

function dnsTrouble(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'there is no such name'
  return 'the name server did not answer'
}
