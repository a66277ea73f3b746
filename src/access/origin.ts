/** The headers by which a browser tells which page made it ask. Programs send neither. */
interface Headers {
  readonly 'sec-fetch-site'?: string | undefined
  readonly origin?: string | undefined
  readonly host?: string | undefined
}

/**
 * Why a request that may change something looks as if a page of somebody else had made it; null when nothing speaks for that.
 * `Sec-Fetch-Site` is told by today's browsers over HTTPS and on this machine, `Origin` by all of them.
 */
export function foreignness(headers: Headers, publicUrl: string): string | null {
  const { 'sec-fetch-site': site, origin, host } = headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'Another site asked for this'
  if (origin === undefined || isOurs(origin, host, publicUrl)) return null
  return `The page ${origin.slice(0, 100)} asked for this. If people open Hookswitch there, set HOOKSWITCH_PUBLIC_URL to that address`
}

/** Browsers write `null` where a page has no origin of its own, such as a sandbox or a file. */
function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  const given = new URL(origin)
  return given.origin === new URL(publicUrl).origin || given.host === host?.toLowerCase()
}
