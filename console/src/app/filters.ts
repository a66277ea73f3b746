/** Filters stand in the address as they are: text, so that an address can be sent to a colleague and read. */
export type Filters = Readonly<Record<string, string>>

/** What an address asks for. A filter that was taken away has no value, and is no text that says so. */
export function readFilters(search: Readonly<Record<string, unknown>>): Filters {
  return Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, String(value)]),
  )
}
