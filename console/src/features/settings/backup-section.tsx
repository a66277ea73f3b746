import { apiUrl } from '../../api/client.ts'
import { useMe } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Note } from '../../ui/feedback.tsx'
import { Card, Pre } from '../../ui/layout.tsx'
import { useSay } from '../../words/words.tsx'

const restore = 'hookswitch restore hookswitch-backup.db'

/** Copies of everything, and how to come back from one. */
export function BackupSection() {
  const say = useSay()
  const { personal_data } = useMe()
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title={say('backup.whole')}>
        <div className="flex flex-col gap-3">
          <p className="text-ink-soft">{say('backup.whole_help')}</p>
          {personal_data ? (
            <span>
              <Button look="primary" icon="download" onPress={() => location.assign(apiUrl('/backup'))}>
                {say('backup.download')}
              </Button>
            </span>
          ) : (
            <Note tone="neutral">{say('backup.no_right')}</Note>
          )}
          <Note tone="warn" title={say('backup.key')}>
            {say('backup.key_help')}
          </Note>
        </div>
      </Card>
      <Card title={say('backup.restore')}>
        <div className="flex flex-col gap-3">
          <ol className="list-decimal space-y-1 pl-5">
            <li>{say('backup.step_stop')}</li>
            <li>
              {say('backup.step_restore')}
              <div className="mt-1.5 flex items-start gap-2">
                <div className="min-w-0 flex-1">
                  <Pre label={say('backup.restore')}>{restore}</Pre>
                </div>
                <Copy text={restore} label={say('common.copy')} doneLabel={say('common.copied')} />
              </div>
            </li>
            <li>{say('backup.step_key')}</li>
            <li>{say('backup.step_start')}</li>
          </ol>
        </div>
      </Card>
      <Card title={say('settings.export')}>
        <p className="mb-3 text-ink-soft">{say('settings.export_help')}</p>
        <Button icon="download" onPress={() => location.assign(apiUrl('/export'))}>
          {say('settings.export_do')}
        </Button>
      </Card>
    </div>
  )
}
