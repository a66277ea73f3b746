import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FileTrigger } from 'react-aria-components'
import type { Json, JsonObject } from '../../api/bindings.ts'
import { filesQuery, type UploadedFile, uploadFile } from '../../api/files.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Labeled } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useSay } from '../../words/words.tsx'
import { useFormats } from '../formats.ts'
import { ProblemNote } from '../loaded.tsx'
import { useMay } from '../me.tsx'
import { TemplateField } from '../variables/template-field.tsx'

interface FilesInputProps {
  readonly label: string
  readonly help: string | undefined
  readonly fault: string | null
  readonly isRequired: boolean
  readonly isReadOnly: boolean
  readonly path: string
  readonly value: Json | undefined
  readonly onChange: (value: Json | undefined) => void
}

/** Files that go along: uploaded here, fetched from a link when it is sent, or a text with variables. */
export function FilesInput({ path, value, onChange, ...common }: FilesInputProps) {
  const say = useSay()
  const mayUpload = useMay('files:write')
  const queries = useQueryClient()
  const items = itemsIn(value)
  const put = (next: readonly Json[]) => onChange(next.length === 0 ? undefined : next)
  const upload = useMutation({
    mutationFn: uploadFile,
    onSuccess: ({ file_id }) => {
      void queries.invalidateQueries({ queryKey: filesQuery.queryKey })
      put([...items, { file_id }])
    },
  })
  return (
    <Labeled {...common}>
      <ul className="flex flex-col gap-1.5">
        {items.map((item, at) => (
          <li key={at} className="flex min-w-0 items-start gap-2 rounded-md border border-line px-2 py-1.5">
            <FileRow
              item={item}
              path={`${path}[${at}]`}
              isReadOnly={common.isReadOnly}
              onChange={(next) => put(items.map((old, place) => (place === at ? next : old)))}
            />
            {!common.isReadOnly && (
              <IconButton
                size="small"
                icon="trash"
                label={say('files.remove', { no: at + 1 })}
                onPress={() => put(items.filter((_, place) => place !== at))}
              />
            )}
          </li>
        ))}
      </ul>
      {!common.isReadOnly && (
        <div className="flex flex-wrap gap-2">
          {mayUpload && (
            <FileTrigger onSelect={(files) => files?.[0] && upload.mutate(files[0])}>
              <Button size="small" icon="upload" isBusy={upload.isPending}>
                {say('files.upload')}
              </Button>
            </FileTrigger>
          )}
          <UploadedMenu onTake={(file) => put([...items, { file_id: file.file_id }])} />
          <Button size="small" icon="link" onPress={() => put([...items, { filename: '', url: '' }])}>
            {say('files.by_link')}
          </Button>
          <Button size="small" icon="edit" onPress={() => put([...items, { filename: '', content: '' }])}>
            {say('files.from_text')}
          </Button>
        </div>
      )}
      {upload.isError && <ProblemNote error={upload.error} title={say('files.not_uploaded')} />}
    </Labeled>
  )
}

function UploadedMenu({ onTake }: { readonly onTake: (file: UploadedFile) => void }) {
  const say = useSay()
  const { data } = useQuery(filesQuery)
  const files = data?.items ?? []
  if (files.length === 0) return null
  return (
    <Menu
      label={say('files.uploaded')}
      trigger={
        <Button size="small" icon="clip">
          {say('files.uploaded')}
        </Button>
      }
      entries={files
        .slice(-30)
        .reverse()
        .map((file) => ({ label: file.name, onAction: () => onTake(file) }))}
    />
  )
}

interface RowProps {
  readonly item: Json
  readonly path: string
  readonly isReadOnly: boolean
  readonly onChange: (item: Json) => void
}

function FileRow({ item, path, isReadOnly, onChange }: RowProps) {
  const say = useSay()
  const kind = kindOf(item)
  if (kind === 'uploaded') return <Uploaded id={String((item as JsonObject)['file_id'])} />
  if (kind === 'other')
    return <code className="min-w-0 flex-1 font-mono text-sm break-all">{JSON.stringify(item)}</code>
  const file = item as JsonObject
  const field = (name: 'filename' | 'url' | 'content', lines = 1) => (
    <TemplateField
      label={say(`files.${name}`)}
      path={`${path}.${name}`}
      value={String(file[name] ?? '')}
      lines={lines}
      isReadOnly={isReadOnly}
      onChange={(text) => onChange({ ...file, [name]: text })}
    />
  )
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-2">
      {field('filename')}
      {kind === 'link' ? field('url') : field('content', 3)}
    </div>
  )
}

function Uploaded({ id }: { readonly id: string }) {
  const say = useSay()
  const { bytes } = useFormats()
  const { data, isSuccess } = useQuery(filesQuery)
  const file = data?.items.find(({ file_id }) => file_id === id)
  const name = file ? file.name : isSuccess ? say('files.gone', { id }) : id
  return (
    <span className="flex min-h-7 min-w-0 flex-1 items-center gap-2">
      <Icon name="clip" className="text-ink-soft" />
      <span className="min-w-0 break-words">{name}</span>
      {file && <span className="text-sm whitespace-nowrap text-ink-soft tabular-nums">{bytes(file.bytes)}</span>}
    </span>
  )
}

function itemsIn(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null || value === '') return []
  return Array.isArray(value) ? value : [value]
}

function kindOf(item: Json): 'uploaded' | 'link' | 'text' | 'other' {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return 'other'
  const names = Object.keys(item)
  const has = (name: string) => typeof (item as JsonObject)[name] === 'string'
  const isOnly = (...known: string[]) => names.every((name) => known.includes(name))
  if (has('file_id') && isOnly('file_id')) return 'uploaded'
  if (has('url') && isOnly('filename', 'url')) return 'link'
  return has('content') && isOnly('filename', 'content') ? 'text' : 'other'
}
