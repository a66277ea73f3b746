import { queryOptions } from '@tanstack/react-query'
import { everyPage } from './bindings.ts'
import { api } from './client.ts'

/** A file that somebody uploaded, to go along with messages. */
export interface UploadedFile {
  readonly file_id: string
  readonly name: string
  readonly bytes: number
}

export const filesQuery = queryOptions({
  queryKey: ['files'],
  queryFn: ({ signal }) => everyPage<UploadedFile>('/files', signal),
  staleTime: 60_000,
})

export const uploadFile = (file: File) => api.upload<UploadedFile>('/files', file)
