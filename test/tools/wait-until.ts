/** Looks again and again until the condition holds, and returns what it gave. Fails, naming what was waited for, after `withinMs`. */
export async function waitUntil<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  withinMs = 10_000,
): Promise<Exclude<NonNullable<Value>, false>> {
  const until = performance.now() + withinMs
  for (;;) {
    const value = await look()
    if (value) return value as Exclude<NonNullable<Value>, false>
    if (performance.now() > until) throw new Error(`waited ${withinMs} ms in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
