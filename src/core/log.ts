/** The few log calls that rooms need; pino fits it. Fields never hold a secret, a phone or a message text. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
