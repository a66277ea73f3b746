import { accounts } from './commands/accounts.ts'
import { backup } from './commands/backup.ts'
import { check } from './commands/check.ts'
import { CliError, type Command, readArguments } from './commands/command.ts'
import { demo } from './commands/demo.ts'
import { erase } from './commands/erase.ts'
import { fakes } from './commands/fakes.ts'
import { keys } from './commands/keys.ts'
import { replay } from './commands/replay.ts'
import { restore } from './commands/restore.ts'
import { languageTyped, saidIn } from './commands/said.ts'
import { send } from './commands/send.ts'
import { serve } from './commands/serve.ts'
import { exportSetup, importSetupFile } from './commands/setup-files.ts'
import { ConfigError } from './config.ts'
import { version } from './start.ts'

const commands: readonly Command[] = [
  serve,
  demo,
  check,
  send,
  replay,
  keys,
  accounts,
  fakes,
  backup,
  restore,
  exportSetup,
  importSetupFile,
  erase,
]

/** Exit codes, documented in the manual: 0 done · 1 it failed · 2 the command line or a setting is wrong. */
export const exitCodes = { done: 0, failed: 1, wrongUse: 2 } as const

/** Runs one command. Returns its exit code; every failure is one clear line on standard error. */
export async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return show(helpText())
  if (name === '--version' || name === '-v') return show(version)
  const language = languageTyped(rest, process.env)
  const command = commands.find((one) => one.name === name)
  if (!command) {
    const fault = `there is no command “${name}”; see hookswitch help`
    return fail(`hookswitch: ${saidIn(language, fault)}`, exitCodes.wrongUse)
  }
  if (rest.includes('--help') || rest.includes('-h')) return show(commandHelp(command))
  try {
    return await command.run(readArguments(command, rest))
  } catch (error) {
    const wrongUse = error instanceof CliError || error instanceof ConfigError
    return fail(
      `hookswitch ${name}: ${saidIn(language, error instanceof Error ? error.message : String(error))}`,
      wrongUse ? exitCodes.wrongUse : exitCodes.failed,
    )
  }
}

function helpText(): string {
  const lines = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(44)} ${summary}`)
  return [
    'Usage: hookswitch COMMAND',
    '',
    ...lines,
    '',
    'Every setting HOOKSWITCH_NAME is also a flag --name. hookswitch COMMAND --help tells more.',
  ].join('\n')
}

function commandHelp({ name, usage, summary, options }: Command): string {
  const lines = Object.entries(options).map(([flag, { sentence }]) => `  --${flag.padEnd(18)} ${sentence}`)
  return [`Usage: hookswitch ${name} ${usage}`, '', summary, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')
}

function show(text: string): number {
  process.stdout.write(`${text}\n`)
  return exitCodes.done
}

function fail(text: string, code: number): number {
  process.stderr.write(`${text}\n`)
  return code
}
