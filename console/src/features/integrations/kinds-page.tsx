import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { catalogueQuery, type IntegrationKind } from '../../api/catalogue.ts'
import { KindIcon } from '../../parts/kind-icon.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { ReadOnlyNote } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SearchField } from '../../ui/field.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { type SentenceKey, useLanguage, useSay } from '../../words/words.tsx'

/** Groups in the order in which most people look for them. */
const families = ['chat', 'mail', 'webhook', 'crm', 'file', 'internal'] as const

/** Every kind of integration that this server knows. */
export function KindsPage() {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const { text = '' } = useSearch({ strict: false }) as { text?: string }
  const query = useQuery(catalogueQuery)
  const type = (next: string) =>
    void navigate({ to: '/integrations/new', search: { text: next } as never, replace: true })
  const plain = (one: string) => one.toLowerCase().replaceAll('ё', 'е')
  const isWanted = ({ kind, title, summary }: IntegrationKind) =>
    plain(`${kind} ${title[language]} ${summary[language]}`).includes(plain(text))
  return (
    <>
      <PageHead title={say('palette.new_integration')} about={say('integrations.choose_kind')} />
      <ReadOnlyNote right="integrations:write" />
      <SearchField
        isPageSearch
        className="mb-4 w-full sm:w-80"
        label={say('common.search')}
        value={text}
        onChange={type}
        clearLabel={say('common.clear')}
      />
      <Loaded query={query} rows={6} rowHeight={72}>
        {({ integrations }) => {
          const some = integrations.filter(isWanted)
          if (some.length === 0)
            return (
              <Empty
                icon="search"
                title={say('common.nothing_found')}
                actions={<Button onPress={() => type('')}>{say('common.clear_filters')}</Button>}
              />
            )
          // Small groups stand beside each other, so that no row is all but empty.
          const isLarge = (family: string) => some.filter((one) => one.family === family).length > 1
          const known = families.filter((family) => some.some((one) => one.family === family))
          return (
            <div className="grid gap-x-3 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
              {known.map((family) => (
                <section key={family} className={isLarge(family) ? 'sm:col-span-2 xl:col-span-3' : ''}>
                  <h2 className="mb-2 text-sm font-medium text-ink-soft">{say(`family.${family}` as SentenceKey)}</h2>
                  <ul className={isLarge(family) ? 'grid gap-3 sm:grid-cols-2 xl:grid-cols-3' : 'grid gap-3'}>
                    {some
                      .filter((one) => one.family === family)
                      .map((kind) => (
                        <KindCard key={kind.kind} kind={kind} />
                      ))}
                  </ul>
                </section>
              ))}
            </div>
          )
        }}
      </Loaded>
    </>
  )
}

/** The whole card leads on; its name is the link that a screen reader hears. */
function KindCard({ kind: { kind, title, summary } }: { readonly kind: IntegrationKind }) {
  const language = useLanguage()
  return (
    <li className="relative flex items-start gap-3 rounded-xl border border-line bg-surface p-4 shadow-flat transition-colors hover:border-accent">
      <KindIcon room="integrations" kind={kind} size={40} />
      <span className="min-w-0">
        <Link
          to="/integrations/new/$kind"
          params={{ kind }}
          className="text-lg font-semibold text-ink! after:absolute after:inset-0 after:rounded-xl"
        >
          {title[language]}
        </Link>
        <span className="block text-ink-soft">{summary[language]}</span>
      </span>
    </li>
  )
}
