import { exampleIds, type RouteDescription } from './description.ts'
import { pageOf, pageParameters } from './lists.ts'
import { answer, form, integer, ref, type Schema, text, time } from './schema.ts'

export const fileSchemas: Readonly<Record<string, Schema>> = {
  UploadedFile: {
    ...answer({
      file_id: text('What attachments name it by'),
      name: text('Its name, made safe for any file system'),
      bytes: integer('Its size', { minimum: 0 }),
      sha256: text('Of its content, in hex', { pattern: '^[0-9a-f]{64}$' }),
      created_at: time('When it was uploaded'),
    }),
    description: 'A file that a person uploaded, to be attached to messages',
  },
}

const upload = form(
  { file: text('The file itself, at most 20 MiB', { contentMediaType: 'application/octet-stream' }) },
  ['file'],
)
const one = { id: exampleIds.file }

export const fileDescriptions = {
  list: { query: pageParameters, reply: pageOf(ref('UploadedFile')), example: { query: { limit: '20' }, status: 200 } },
  create: {
    request: { mediaTypes: { 'multipart/form-data': upload } },
    reply: ref('UploadedFile'),
    example: { body: { file: 'Price list\nTalk, a minute: 0.10\n' }, status: 201 },
  },
  read: { reply: ref('UploadedFile'), example: { params: one, status: 200 } },
  content: {
    reply: { mediaTypes: { 'application/octet-stream': text('The bytes') } },
    example: { params: one, status: 200 },
  },
  remove: { problems: [409], example: { params: { id: exampleIds.otherFile }, status: 204 } },
} satisfies Record<string, RouteDescription>
