import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import { languages } from '../core/sentence.ts'

/** How an export is written. */
export type ExportForm =
  | { readonly format: 'ndjson'; readonly order: 'asc' | 'desc' }
  | {
      readonly format: 'csv'
      readonly order: 'asc' | 'desc'
      readonly separator: ';' | ','
      /** A byte order mark, by which spreadsheets know UTF-8. */
      readonly bom: boolean
    }

/**
 * Reads `format`, `separator`, `bom`, `lang` and `order`. Spreadsheets set up for Russian open a file with semicolons and a
 * byte order mark at a double click, and make one column of anything else, so that is the default for `ru`.
 */
export function readExportForm(given: JsonObject, acceptLanguage: string | undefined): ExportForm {
  const form = new Form(pick(given))
  const format = form.choice('format', ['csv', 'ndjson'], 'csv')
  const order = form.choice('order', ['asc', 'desc'], 'desc')
  const lang = form.choice('lang', languages, /^\s*ru\b/i.test(acceptLanguage ?? '') ? 'ru' : 'en')
  const separator = form.choice('separator', [';', ','], lang === 'ru' ? ';' : ',')
  const bom = form.choice('bom', ['true', 'false'], lang === 'ru' ? 'true' : 'false') === 'true'
  form.finish()
  return format === 'ndjson' ? { format, order } : { format, order, separator, bom }
}

function pick(given: JsonObject): JsonObject {
  const names = ['format', 'order', 'lang', 'separator', 'bom']
  return Object.fromEntries(names.map((name) => [name, given[name] === '' ? undefined : given[name]]))
}
