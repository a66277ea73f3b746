import { Readable } from 'node:stream'
import { largestFileBytes, showFile, type UploadedFile } from '../center/files.ts'
import type { JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import type { House } from './house.ts'
import { readSentFile } from './multipart.ts'
import { fileDescriptions } from './openapi/files.ts'
import { pageOf } from './page.ts'
import { type Asked, created, done, type Route } from './route.ts'

/** Files that people upload, such as a contract or a price list, to be attached to messages. */
export function fileRoutes(house: House): Route[] {
  const { files, audit } = house
  const write = (asked: Asked, action: string, before: JsonObject | null, after: JsonObject | null) =>
    audit.write({
      who: { id: asked.caller.id, name: asked.caller.name },
      action: `file.${action}`,
      object: `files:${(after ?? before)!['file_id']}`,
      before,
      after,
      address: asked.address,
    })
  return [
    {
      method: 'GET',
      path: '/files',
      right: 'files:read',
      summary: 'Lists uploaded files in order of upload',
      ...fileDescriptions.list,
      handle: ({ query }) => ({ body: pageOf(files.list(), query, showFile) }),
    },
    {
      method: 'POST',
      path: '/files',
      right: 'files:write',
      summary: 'Uploads one file as multipart/form-data',
      ...fileDescriptions.create,
      body: 'bytes',
      // The form around the file takes some room, too.
      maxBytes: largestFileBytes + 64 * 1024,
      handle: async (asked) => {
        const sent = await readSentFile(asked.bytes, asked.headers['content-type'])
        const after = showFile(await files.add(sent))
        await write(asked, 'create', null, after)
        return created(after)
      },
    },
    {
      method: 'GET',
      path: '/files/:id',
      right: 'files:read',
      summary: 'Tells one uploaded file',
      ...fileDescriptions.read,
      handle: ({ params }) => ({ body: showFile(files.find(params['id']!)) }),
    },
    {
      method: 'GET',
      path: '/files/:id/content',
      right: 'files:read',
      summary: 'Gives the bytes of an uploaded file, for saving',
      ...fileDescriptions.content,
      handle: async ({ params }) => {
        const file = files.find(params['id']!)
        const read = await files.read(file.id)
        return {
          headers: contentHeaders(file),
          stream: Readable.from([Buffer.from(read!.bytes)], { objectMode: false }),
        }
      },
    },
    {
      method: 'DELETE',
      path: '/files/:id',
      right: 'files:write',
      summary: 'Removes a file that no binding uses',
      ...fileDescriptions.remove,
      handle: async (asked) => {
        const file = files.find(asked.params['id']!)
        refuseUsed(file, house)
        const before = showFile(await files.remove(file.id))
        await write(asked, 'delete', before, null)
        return done
      },
    },
  ]
}

/** Whatever the file holds, a browser saves it and never shows it: an uploaded page must not run as ours. */
function contentHeaders({ name, bytes }: UploadedFile): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'content-length': String(bytes),
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  }
}

function refuseUsed({ id, name }: UploadedFile, { engine }: House): void {
  const users = engine.bindings.list().filter(({ parameters }) => JSON.stringify(parameters).includes(id))
  if (users.length === 0) return
  const named = users.slice(0, 5).map((binding) => `“${binding.name}”`)
  throw new Problem(
    'in-use',
    `The file “${name}” is attached by ${named.join(', ')}${users.length > 5 ? ' and others' : ''}. Change or delete these bindings first`,
    { members: { used_by: users.map((binding) => ({ id: binding.id, name: binding.name })) } },
  )
}
