/** A `traceparent` of version 00 or of a later one that begins alike: https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparent = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

const longest = 200

/**
 * The trace context that came with an event, in the form of version 00: what a later version adds is not understood and
 * left out. Undefined for anything that is not a legal one, as the standard asks: then there is no trace.
 */
export function readTrace(text: string | undefined): string | undefined {
  if (text === undefined || text.length > longest) return undefined
  const [, version = '', traceId = '', parentId = '', flags = '', more] = traceparent.exec(text.trim()) ?? []
  if (version === '' || version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined
  return `00-${traceId}-${parentId}-${flags}`
}

/** The context of a request that goes on with a trace: the same trace and flags, a span id of its own. */
export function nextSpan(trace: string): string {
  const [version, traceId, , flags] = trace.split('-')
  return `${version}-${traceId}-${newSpanId()}-${flags}`
}

/** Eight random bytes, never all zero, for that means "none". */
function newSpanId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return bytes.some((byte) => byte !== 0)
    ? Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    : newSpanId()
}
