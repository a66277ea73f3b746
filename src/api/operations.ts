import { Readable } from 'node:stream'
import { Form } from '../core/form.ts'
import type { Json } from '../core/json.ts'
import { maskPhone } from '../core/phone.ts'
import { Problem } from '../core/problem.ts'
import { showRetention } from '../journal/retention.ts'
import { retentionOutlook } from '../journal/retention-outlook.ts'
import { openBackup } from './backup-file.ts'
import { eraseClient } from './erase-client.ts'
import type { House } from './house.ts'
import { operationDescriptions } from './openapi/operations.ts'
import { languageAsked, sayIn } from './reader-language.ts'
import type { Asked, Route } from './route.ts'
import { importSetup } from './setup/import-setup.ts'
import { writeSetup } from './setup/write-setup.ts'

/** What keeps an installation in order: how long things are kept, copies, set-ups as files, forgetting a client. */
export function operationRoutes(house: House): Route[] {
  const { company, retention, audit } = house
  const note = ({ caller, address }: Asked, action: string, object: string, before: Json, after: Json) =>
    audit.write({ who: { id: caller.id, name: caller.name }, action, object, before, after, address })
  return [
    {
      method: 'GET',
      path: '/settings/company',
      right: 'settings:read',
      summary: 'Tells the company’s name, time zone and language',
      ...operationDescriptions.company,
      handle: () => ({ body: company.show() }),
    },
    {
      method: 'PATCH',
      path: '/settings/company',
      right: 'settings:write',
      summary: 'Changes the company’s name, time zone or language; null goes back to how the server was started',
      ...operationDescriptions.changeCompany,
      body: 'json',
      handle: async (asked) => {
        const before = company.show()
        await company.change(asked.body)
        const after = company.show()
        await note(asked, 'company.update', 'settings:company', before, after)
        return { body: after }
      },
    },
    {
      method: 'GET',
      path: '/settings/retention',
      right: 'settings:read',
      summary: 'Tells how many days the journal is kept',
      ...operationDescriptions.retention,
      handle: () => ({ body: showRetention(retention) }),
    },
    {
      method: 'PATCH',
      path: '/settings/retention',
      right: 'settings:write',
      summary: 'Changes how many days the journal is kept; null goes back to HOOKSWITCH_RETENTION_DAYS',
      ...operationDescriptions.changeRetention,
      body: 'json',
      handle: async (asked) => {
        const before = showRetention(retention)
        await retention.change(asked.body)
        const after = showRetention(retention)
        await note(asked, 'retention.update', 'settings:retention', before, after)
        return { body: after }
      },
    },
    {
      method: 'GET',
      path: '/settings/retention/outlook',
      right: 'settings:read',
      summary: 'Tells how much the journal takes, how much it will take, and when old rows are removed',
      ...operationDescriptions.retentionOutlook,
      handle: async () => ({
        body: { ...(await retentionOutlook(retention.days, house.clock.now(), house.store)), ...retention.swept },
      }),
    },
    {
      method: 'GET',
      path: '/backup',
      right: 'settings:write',
      summary: 'Gives a consistent copy of the store, made while everything goes on; the key file is not in it',
      ...operationDescriptions.backup,
      personal: true,
      handle: async (asked) => {
        takePersonalData(asked)
        const { stream, bytes } = await openBackup(house.store, house.dataFolder)
        await note(asked, 'store.backup', 'store', null, { bytes })
        return {
          headers: {
            'content-type': 'application/vnd.sqlite3',
            'content-length': String(bytes),
            'content-disposition': 'attachment; filename="hookswitch-backup.db"',
            'cache-control': 'no-store',
          },
          stream,
        }
      },
    },
    {
      method: 'GET',
      path: '/export',
      right: 'settings:read',
      summary: 'Gives integrations, sources, people, bindings and shared views as YAML, without secrets',
      ...operationDescriptions.exportSetup,
      personal: true,
      handle: async ({ view }) => ({
        headers: { 'content-type': 'application/yaml; charset=utf-8' },
        stream: Readable.from([await writeSetup(house, view)]),
      }),
    },
    {
      method: 'POST',
      path: '/import',
      right: 'settings:write',
      summary: 'Brings what people set up to what a file says; with dry_run it only tells the difference',
      ...operationDescriptions.importSetup,
      body: 'bytes',
      handle: async ({ bytes, query, caller, view, address, headers }) => {
        const language = languageAsked(headers['accept-language'])
        const dryRun = query['dry_run'] === 'true' || query['dry_run'] === '1'
        const steps = await importSetup(bytes.toString(), { dryRun, caller, view, address }, house)
        const items = steps.map((step) => ({ ...step, notes: step.notes.map((note) => sayIn(language, note)) }))
        return { body: { dry_run: dryRun, items } }
      },
    },
    {
      method: 'POST',
      path: '/erase',
      right: 'settings:write',
      summary: 'Erases the personal data of one client, known by the phone number; counts and rows stay',
      ...operationDescriptions.erase,
      // Its answer is not kept, and neither is the number in it.
      body: 'secret',
      handle: async (asked) => {
        takePersonalData(asked)
        const form = new Form(asked.body)
        const phone = form.text('phone', { required: true, maxLength: 40 })
        form.finish()
        const told = await eraseClient(phone, house)
        const { events, deliveries, attempts } = told
        await note(asked, 'client.erase', `phones:${maskPhone(phone)}`, null, { events, deliveries, attempts })
        return { body: told }
      },
    },
  ]
}

/** Whoever may not see personal data gets no copy of it, and does not find out by erasing who called. */
function takePersonalData({ caller }: Asked): void {
  if (!caller.personalData) throw new Problem('not-allowed', 'This takes the right to see personal data')
}
