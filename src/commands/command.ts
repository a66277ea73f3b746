import { parseArgs } from 'node:util'
import { type Config, flagOf, readConfig, settings } from '../config.ts'
import type { Language } from '../core/sentence.ts'
import { languageTyped } from './said.ts'

/** One command of the CLI. */
export interface Command {
  readonly name: string
  /** What follows the name, such as `FILE --source KIND`. */
  readonly usage: string
  readonly summary: string
  readonly options: Readonly<Record<string, CommandOption>>
  /** How many words besides flags it takes at the most. */
  readonly words: number
  /** Returns the exit code. Throws with one clear sentence. */
  readonly run: (given: Given) => Promise<number>
}

export interface CommandOption {
  readonly type: 'string' | 'boolean'
  readonly sentence: string
}

/** What was typed after the command's name. */
export interface Given {
  readonly words: readonly string[]
  readonly flags: ReadonlyMap<string, string>
  readonly json: boolean
  /** What people read is said in it; what programs read stays as it is. */
  readonly language: Language
  /** The settings: environment, and flags over it. */
  readonly config: (defaults?: Readonly<Record<string, string>>) => Config
}

/** The command line is wrong. The message is for the person who typed it. */
export class CliError extends Error {}

/** Reads the words and flags of a command; every setting is a flag, too. Throws `CliError`. */
export function readArguments(command: Command, argv: readonly string[]): Given {
  const options: Record<string, { type: 'string' | 'boolean' }> = { json: { type: 'boolean' } }
  for (const { name } of settings) options[flagOf(name)] = { type: 'string' }
  for (const [flag, { type }] of Object.entries(command.options)) options[flag] = { type }
  const { values, positionals } = parse(argv, options)
  if (positionals.length > command.words)
    throw new CliError(`“${positionals[command.words]}” is one word too many; see hookswitch ${command.name} --help`)
  const flags = new Map(Object.entries(values).map(([flag, value]) => [flag, String(value)]))
  const config = (defaults: Readonly<Record<string, string>> = {}) => readConfig({ ...defaults, ...process.env }, flags)
  return { words: positionals, flags, json: flags.has('json'), language: languageTyped(argv, process.env), config }
}

function parse(argv: readonly string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message.split(/\.\s/)[0]! : String(error))
  }
}

/** Prints a line for people, or an object for programs. */
export function print(given: Given, text: string, object: unknown): void {
  process.stdout.write(`${given.json ? JSON.stringify(object) : text}\n`)
}
