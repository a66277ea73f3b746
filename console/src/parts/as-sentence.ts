/** What the server says begins small, because it also stands behind other words. Alone it begins large, unless that is an address or a name. */
export function asSentence(said: string): string {
  return /^\p{Ll}+(?=[\s:,;]|$)/u.test(said) ? said[0]!.toUpperCase() + said.slice(1) : said
}
