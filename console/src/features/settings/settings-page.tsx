import { useNavigate, useParams } from '@tanstack/react-router'
import { useMe } from '../../parts/me.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useSay } from '../../words/words.tsx'
import { AboutSection } from './about-section.tsx'
import { AccessSection } from './access-section.tsx'
import { AuditSection } from './audit-section.tsx'
import { BackupSection } from './backup-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { MeSection } from './me-section.tsx'
import { RetentionSection } from './retention-section.tsx'

/** What is set up once: the company, people, keys, how long things are kept, and oneself. */
export function SettingsPage() {
  const say = useSay()
  const navigate = useNavigate()
  const { rights } = useMe()
  const { section } = useParams({ strict: false }) as { section: string }
  const tabs = [
    { id: 'general', label: say('settings.general'), content: <GeneralSection />, right: 'settings:read' },
    { id: 'keys', label: say('settings.keys'), content: <KeysSection />, right: 'keys:manage' },
    { id: 'access', label: say('settings.access'), content: <AccessSection />, right: 'accounts:manage' },
    { id: 'retention', label: say('settings.retention'), content: <RetentionSection />, right: 'settings:read' },
    { id: 'audit', label: say('settings.audit'), content: <AuditSection />, right: 'audit:read' },
    { id: 'backup', label: say('settings.backup'), content: <BackupSection />, right: 'settings:write' },
    { id: 'about', label: say('settings.about'), content: <AboutSection />, right: 'settings:read' },
    { id: 'me', label: say('settings.me'), content: <MeSection />, right: null },
  ].filter(({ right }) => right === null || rights.includes(right))
  return (
    <>
      <PageHead title={say('nav.settings')} />
      <Tabs
        label={say('nav.settings')}
        tabs={tabs}
        selected={tabs.some(({ id }) => id === section) ? section : tabs[0]!.id}
        onSelect={(id) => void navigate({ to: '/settings/$section', params: { section: id } })}
      />
    </>
  )
}
