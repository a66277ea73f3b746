const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
const cyrillic = 'йцукенгшщзхъфывапролджэячсмитьбю'

/** The same keys on the other layout: `ыуеештпы` is `settings` typed with the Russian layout on, and the other way round. */
export function onOtherLayout(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) => {
      const [from, to] = latin.includes(letter) ? [latin, cyrillic] : [cyrillic, latin]
      const at = from.indexOf(letter)
      return at < 0 ? letter : to[at]!
    })
    .join('')
}

/** True when somebody who types this may mean that name: in either layout, and ё is е. */
export function isTypedAs(typed: string, name: string): boolean {
  const plain = (text: string) => text.trim().toLowerCase().replaceAll('ё', 'е')
  const named = plain(name)
  return named.includes(plain(typed)) || named.includes(plain(onOtherLayout(typed)))
}
