import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { sourcesQuery } from '../../api/sources.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Card, Facts } from '../../ui/layout.tsx'
import { useSay } from '../../words/words.tsx'

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string
}

interface Setting {
  readonly name: string
  readonly value: string
}

interface About {
  readonly version: string
  readonly node: string
  readonly platform: string
  readonly started_at: string
  readonly memory_bytes: number
  readonly store: { readonly bytes: number; readonly free_bytes: number | null }
  readonly settings: readonly Setting[]
  readonly packages: readonly Package[]
}

/** Which version this is, how it was started, what it is made of. */
export function AboutSection() {
  const query = useQuery({
    queryKey: ['about'],
    queryFn: ({ signal }) => api.get<About>('/settings/about', { signal }),
  })
  return (
    <Loaded query={query} rows={8}>
      {(about) => <AboutCards about={about} />}
    </Loaded>
  )
}

function AboutCards({ about }: { readonly about: About }) {
  const say = useSay()
  const { bytes, ago } = useFormats()
  const settings: Column<Setting>[] = [
    { id: 'name', title: say('about.setting'), cell: ({ name }) => <span className="font-mono text-sm">{name}</span> },
    {
      id: 'value',
      title: say('about.value'),
      cell: ({ value }) => <span className="font-mono text-sm break-all">{value || '—'}</span>,
    },
  ]
  const packages: Column<Package>[] = [
    { id: 'name', title: say('about.package'), cell: ({ name }) => name },
    { id: 'version', title: say('about.version'), className: 'tabular-nums', cell: ({ version }) => version },
    { id: 'license', title: say('settings.license'), cell: ({ license }) => license },
  ]
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title="Hookswitch" actions={<Diagnostics about={about} />}>
        <Facts
          items={[
            [say('about.version'), about.version],
            [say('about.runs'), ago(about.started_at)],
            [say('about.machine'), `Node ${about.node}, ${about.platform}`],
            [say('about.memory'), bytes(about.memory_bytes)],
            [say('retention.store'), bytes(about.store.bytes)],
            [say('settings.license'), 'Apache-2.0'],
            [
              say('settings.api'),
              <a key="docs" className="text-accent-ink underline" href="/docs">{`${location.origin}/docs`}</a>,
            ],
          ]}
        />
      </Card>
      <Card title={say('about.settings')} flush>
        <p className="px-4 pt-3 text-sm text-ink-soft">{say('about.settings_help')}</p>
        <DataTable label={say('about.settings')} columns={settings} rows={about.settings} keyOf={({ name }) => name} />
      </Card>
      <Card title={say('about.packages')} flush className="lg:col-span-2">
        <p className="px-4 pt-3 text-sm text-ink-soft">{say('about.packages_help')}</p>
        <DataTable label={say('about.packages')} columns={packages} rows={about.packages} keyOf={({ name }) => name} />
      </Card>
    </div>
  )
}

/** A file for whoever is asked for help: how the server is, without settings of integrations, names of people or secrets. */
function Diagnostics({ about }: { readonly about: About }) {
  const say = useSay()
  const queries = useQueryClient()
  const save = async () => {
    const [integrations, sources] = await Promise.all([
      queries.fetchQuery(integrationsQuery),
      queries.fetchQuery(sourcesQuery),
    ])
    const told = {
      ...about,
      integrations: integrations.items.map(({ id, kind, enabled, limits, health, used_by }) => ({
        id,
        kind,
        enabled,
        limits,
        health,
        used_by,
      })),
      sources: sources.items.map(({ id, kind, enabled, health }) => ({ id, kind, enabled, health })),
    }
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([JSON.stringify(told, null, 2)], { type: 'application/json' }))
    link.download = `hookswitch-diagnostics-${new Date().toISOString().slice(0, 10)}.json`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }
  return (
    <Button size="small" icon="download" onPress={() => void save()}>
      {say('about.diagnostics')}
    </Button>
  )
}
