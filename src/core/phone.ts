/** The digits of a phone number, in the order dialed. Everything else (spaces, brackets, `+`) goes. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/**
 * True for a text that a person would read as a phone number: at least `least` digits, and nothing but digits and the
 * marks people write between them.
 */
export function looksLikePhone(text: string, least = 4): boolean {
  return /^[\s+()\-.\d]+$/.test(text) && digitsOf(text).length >= least
}

/** The number with every digit but the last three as `*` and other characters gone: `380501112333` → `*********333`. */
export function maskPhone(text: string): string {
  const digits = digitsOf(text)
  return '*'.repeat(Math.max(0, digits.length - 3)) + digits.slice(-3)
}
