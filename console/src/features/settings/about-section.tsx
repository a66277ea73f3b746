import { apiUrl } from '../../api/client.ts'
import { useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, Facts } from '../../ui/layout.tsx'
import { useSay } from '../../words/words.tsx'

/** What this is, where its papers are, and a copy of its data. */
export function AboutSection() {
  const say = useSay()
  const mayBackUp = useMay('settings:write')
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <Card title="Hookswitch">
        <Facts
          items={[
            [
              say('settings.api'),
              <a key="docs" className="text-accent-ink underline" href="/docs">{`${location.origin}/docs`}</a>,
            ],
            [say('settings.license'), 'Apache-2.0'],
          ]}
        />
      </Card>
      {mayBackUp && (
        <Card title={say('settings.export')}>
          <p className="mb-2 text-ink-soft">{say('settings.export_help')}</p>
          <Button icon="download" onPress={() => location.assign(apiUrl('/export'))}>
            {say('settings.export_do')}
          </Button>
        </Card>
      )}
    </div>
  )
}
