import { DownloadFailed, download } from '../../core/download.ts'
import { safeFileName } from '../../core/file-name.ts'
import type { Sending } from '../../core/integration.ts'
import type { Json } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { FileParameters, FileSettings } from './fields.ts'

/** A file ready to be stored: the name is safe for any folder. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/** It lies in memory on its way, so the number of files at once bounds what that costs. */
export const largestBytes = 50_000_000

const downloadMs = 60_000

/** What to store, and under which name; or the outcome when there is nothing that could be stored. */
export async function readContent({
  parameters,
  http,
  signal,
  clock,
  step,
}: Sending<FileSettings, FileParameters>): Promise<NamedBytes | Outcome> {
  const [name, url, content] = [asText(parameters.name), asText(parameters.url), asText(parameters.content)]
  if (name.trim() === '') return never('the file name is empty: none of its variables had a value')
  if (url === '' && content === '') return never('there is nothing to store: neither the link nor the text has a value')
  if (url !== '' && content !== '') return never('give either a link or a text, not both')
  if (url === '') return { name: safeFileName(name), bytes: Buffer.from(content) }
  const asked = { http, signal, now: clock.now(), maxBytes: largestBytes, timeoutMs: downloadMs, what: 'the file' }
  try {
    return { name: safeFileName(name), bytes: await step('download', () => download(url, asked)) }
  } catch (error) {
    if (error instanceof DownloadFailed) return error.outcome
    throw error
  }
}

function never(reason: string): Outcome {
  return { kind: 'permanent', reason }
}

/** What a whole-value template made, as a person would read it. */
function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return (typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)).toWellFormed()
}
