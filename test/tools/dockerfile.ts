import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** One instruction of a Dockerfile, with the stage it belongs to (0 is the first). */
export interface Instruction {
  readonly name: string
  readonly words: readonly string[]
  readonly text: string
  readonly stage: number
}

const root = resolve(import.meta.dirname, '../..')

/** The instructions of this project's Dockerfile: comments left out, continued lines joined. */
export function readDockerfile(): Instruction[] {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  let stage = -1
  return lines.map((line) => {
    const [name = '', ...words] = line.trim().split(/\s+/)
    if (name === 'FROM') stage += 1
    return { name, words, text: line.trim().slice(name.length).trim(), stage }
  })
}

/** What the image sets in the environment. */
export function imageEnvironment(): Record<string, string> {
  const pairs = readDockerfile()
    .filter(({ name }) => name === 'ENV')
    .flatMap(({ words }) => words.map((word) => word.split(/=(.*)/s).slice(0, 2)))
  return Object.fromEntries(pairs)
}

/** The words of an instruction in exec form, such as `ENTRYPOINT ["node", "x"]`. */
export function execForm(wanted: 'ENTRYPOINT' | 'CMD' | 'HEALTHCHECK'): string[] {
  const found = readDockerfile().find(({ name }) => name === wanted)
  return JSON.parse(found?.text.slice(found.text.indexOf('[')) ?? '[]') as string[]
}
