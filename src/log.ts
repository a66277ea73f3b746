import { type DestinationStream, pino, stdTimeFunctions } from 'pino'
import type { Log } from './core/log.ts'
import { scrub, scrubText } from './core/scrub.ts'

/**
 * The server's log: JSON lines on standard error, so that standard output stays for people. `LOG_LEVEL` says from which
 * level on; `debug` tells every request. No line holds a secret or a phone, whatever was handed in.
 */
export function openLog(
  destination: DestinationStream = pino.destination(2),
  level: string = process.env['LOG_LEVEL'] ?? 'info',
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => scrub(fields) as Record<string, unknown>,
      },
      // What the formatter made of an error stays as it is.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(given, method) {
          const [fields, message, ...rest] = given as [object, unknown, ...unknown[]]
          method.apply(this, [fields, typeof message === 'string' ? scrubText(message) : message, ...rest] as never)
        },
      },
    },
    destination,
  )
}
