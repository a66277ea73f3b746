import { statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

const wordsFile = /\/src\/words\/(?:en|ru)\/[a-z-]+\.ts$/

/**
 * Compiles the sentences of `src/words` while the console is built, so that a browser need not read ICU messages.
 * A words file is plain data: Node reads it as it is, and what the browser gets has the same names.
 */
export function compiledWords(): Plugin {
  return {
    name: 'compiled-words',
    enforce: 'pre',
    async load(id) {
      const path = id.split('?')[0]!
      if (!wordsFile.test(path)) return null
      const words = (await import(`${pathToFileURL(path).href}?at=${statSync(path).mtimeMs}`)) as Record<
        string,
        Record<string, string>
      >
      return Object.entries(words)
        .map(([name, sentences]) => `export const ${name} = ${JSON.stringify(compileAll(sentences))}`)
        .join('\n')
    },
  }
}

function compileAll(sentences: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sentences).map(([key, sentence]) => [key, compileMessage(sentence)]))
}
