import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Net = [Address, number]

/** `public`: anybody's internet. `listed`: not public, but the operator allowed its net. `refused`: everything else. */
export type Verdict = 'public' | 'listed' | 'refused'

/** Judges one IP address, in any notation that a socket or a resolver gives. */
export type JudgeAddress = (address: string) => Verdict

/**
 * A judge that knows the nets which the operator allows (`10.0.0.0/8`, `fd12::/16`, or a single address).
 * Throws when one of them is not a net.
 */
export function judgeFor(allowNets: readonly string[]): JudgeAddress {
  const allowed = allowNets.map(readNet)
  return (text) => {
    const address = readAddress(text)
    if (address === null || isMetadata(address)) return 'refused'
    if (allowed.some((net) => isIn(address, net))) return 'listed'
    return isPublic(address) ? 'public' : 'refused'
  }
}

function readNet(text: string): Net {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text)
    const address = ipaddr.process(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  } catch (cause) {
    throw new Error(`"${text}" is not a network; write it like 10.0.0.0/8 or fd12:3456::/32`, { cause })
  }
}

/** Null when it is no IP address. IPv4 inside IPv6 (`::ffff:127.0.0.1`) is judged as IPv4. */
function readAddress(text: string): Address | null {
  try {
    return ipaddr.process(text)
  } catch {
    return null
  }
}

function isIn(address: Address, [net, bits]: Net): boolean {
  return address.kind() === net.kind() && address.match(net as never, bits)
}

function isPublic(address: Address): boolean {
  // ipaddr.js calls the long-dead "IPv4-compatible" form (::127.0.0.1) ordinary; a kernel may still route it.
  return address.range() === 'unicast' && !isIn(address, ipv4Compatible)
}

const ipv4Compatible = ipaddr.parseCIDR('::/96')

// Services of the cloud that hand out credentials to whoever asks. Never reached, whatever the operator allows:
// AWS, Google, Azure and most others; AWS containers; AWS over IPv6; Google over IPv6; Alibaba; Oracle; Azure's host.
const metadataAddresses = [
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
].map((text) => ipaddr.parse(text).toNormalizedString())

function isMetadata(address: Address): boolean {
  const forms = [address, ...ipv4Within(address)]
  return forms.some((form) => metadataAddresses.includes(form.toNormalizedString().replace(/%.*$/, '')))
}

/** The IPv4 address that a gateway would make of this one: NAT64, 6to4, and the old forms that end in four bytes. */
function ipv4Within(address: Address): readonly Address[] {
  if (!(address instanceof ipaddr.IPv6)) return []
  const bytes = address.toByteArray()
  const at = (start: number) => ipaddr.fromByteArray(bytes.slice(start, start + 4))
  return address.range() === '6to4' ? [at(2)] : [at(12)]
}

/** A name that only ever means a machine nearby; whatever it resolves to must be in a net that the operator allows. */
export function isPrivateName(host: string): boolean {
  return /(^|\.)(localhost|internal|local|home\.arpa)$/.test(host)
}

/** A name by which clouds serve credentials. */
export function isMetadataName(host: string): boolean {
  return metadataNames.has(host)
}

const metadataNames = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
])
