import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fields } from './settings.ts'
import { verbs } from './verbs.ts'

/** The verbs that Asterisk itself writes or has written: its manual, app_queue.c and logger.c. */
const asterisk =
  'ABANDON ADDMEMBER AGENTCALLBACKLOGIN AGENTCALLBACKLOGOFF AGENTDUMP AGENTLOGIN AGENTLOGOFF ATTENDEDTRANSFER BLINDTRANSFER ' +
  'COMPLETEAGENT COMPLETECALLER CONFIGRELOAD CONNECT ENTERQUEUE EXITEMPTY EXITWITHKEY EXITWITHTIMEOUT PAUSE PAUSEALL PENALTY ' +
  'QUEUESTART REMOVEMEMBER RINGCANCELED RINGINUSE RINGNOANSWER SYSCOMPAT TRANSFER UNPAUSE UNPAUSEALL WITHDRAW'

test('every verb that Asterisk writes is told or listed as ignored', () => {
  for (const verb of asterisk.split(' ')) assert.ok(Object.hasOwn(verbs, verb), verb)
})

for (const language of ['en', 'ru'] as const) {
  test(`the guide (${language}) lists the verbs of the table, those and no others`, async () => {
    const rows = (await guide(language)).matchAll(/^\| (`[A-Z]+`(?:, `[A-Z]+`)*) \|/gm)
    const listed = [...rows].flatMap(([, cell = '']) => cell.replaceAll('`', '').split(', '))
    assert.deepEqual(listed.toSorted(), Object.keys(verbs).toSorted())
  })

  test(`the guide (${language}) gives the reason for every verb that is ignored`, async () => {
    const text = await guide(language)
    const nothing = { en: 'nothing', ru: 'ничего' }[language]
    for (const [name, verb] of Object.entries(verbs)) {
      if ('ignored' in verb) assert.ok(text.includes(`| \`${name}\` | ${nothing}: ${verb.ignored[language]} |`), name)
      else assert.ok(!new RegExp(`\`${name}\`[^|]* \\| ${nothing}: `).test(text), name)
    }
  })

  test(`the guide (${language}) explains every setting`, async () => {
    const text = await guide(language)
    for (const { name } of fields) assert.ok(text.includes(`| \`${name}\` |`), name)
  })
}

function guide(language: 'en' | 'ru'): Promise<string> {
  return readFile(join(import.meta.dirname, `guide.${language}.md`), 'utf8')
}
