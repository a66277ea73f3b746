/** The longest part before the extension, in UTF-8 bytes. File systems take 255 for all, and a `.part` has to fit behind. */
const longestBytes = 120

/**
 * A name that any file system takes and that stays in the folder it is put into: letters, digits, space, `.`, `_` and `-`,
 * the rest as `_`; no dot and no space at either end. `file` when nothing is left.
 */
export function safeFileName(text: string): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._-]/gu, '_')
  const trimmed = trimEnds(plain)
  const extension = /(?<=.)\.[\p{L}\p{N}]{1,10}$/u.exec(trimmed)?.[0] ?? ''
  const stem = trimmed.slice(0, trimmed.length - extension.length)
  const short = trimEnds(cutToBytes(stem))
  return /[\p{L}\p{N}]/u.test(short) ? short + extension : `file${extension}`
}

function trimEnds(text: string): string {
  return text.replace(/^[. ]+|[. ]+$/g, '')
}

function cutToBytes(text: string): string {
  const encoder = new TextEncoder()
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += encoder.encode(character).length
    if (bytes > longestBytes) break
    kept += character
  }
  return kept
}
