/** Joins class names; what is false, null or undefined is left out. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

/** The box of everything a person types or chooses in. */
export const controlBox =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base text-ink ' +
  'data-disabled:cursor-not-allowed data-disabled:opacity-60 data-invalid:border-bad'
