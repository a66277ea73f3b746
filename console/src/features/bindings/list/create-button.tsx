import { useNavigate } from '@tanstack/react-router'
import { useMay } from '../../../parts/me.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { ButtonLink } from '../../../ui/link.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { useSay } from '../../../words/words.tsx'

/** Creates from scratch at once; the arrow beside it offers the other ways. */
export function CreateButton({ onImport }: { readonly onImport: () => void }) {
  const say = useSay()
  const navigate = useNavigate()
  const mayImport = useMay('settings:write')
  return (
    <span className="inline-flex">
      <ButtonLink look="primary" icon="plus" to="/bindings/new" className="rounded-r-none">
        {say('common.create')}
      </ButtonLink>
      <Menu
        label={say('bindings.ways_to_create')}
        trigger={
          <IconButton
            look="primary"
            icon="chevronDown"
            label={say('bindings.ways_to_create')}
            className="rounded-l-none border-l-white/40"
          />
        }
        entries={[
          {
            label: say('bindings.from_scratch'),
            icon: 'plus',
            onAction: () => void navigate({ to: '/bindings/new' }),
          },
          {
            label: say('bindings.from_recipe'),
            icon: 'star',
            onAction: () => void navigate({ to: '/bindings/recipes' }),
          },
          ...(mayImport ? [{ label: say('bindings.import'), icon: 'upload' as const, onAction: onImport }] : []),
        ]}
      />
    </span>
  )
}
