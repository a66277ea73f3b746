/** Where this browser keeps what a person has not saved yet: under keys that begin so. */
export function draftsOf(personId: string): string {
  return `hookswitch.draft.${personId}.`
}

/** Whether this browser keeps something that the person has not saved. */
export function hasDrafts(personId: string): boolean {
  return keysOf(personId).length > 0
}

/** They go with the person: whoever sits at this desk next finds none. */
export function dropDrafts(personId: string): void {
  for (const key of keysOf(personId)) localStorage.removeItem(key)
}

function keysOf(personId: string): readonly string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(draftsOf(personId)))
}
