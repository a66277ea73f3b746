import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { bindingQuery } from '../api/bindings.ts'
import { catalogueQuery } from '../api/catalogue.ts'
import { integrationsQuery } from '../api/integrations.ts'
import { queryClient } from '../api/query-client.ts'
import { sessionQuery } from '../api/session.ts'
import { listIn } from '../features/journal/journal-search.ts'
import { rowsQuery } from '../features/journal/rows-query.ts'
import { type LaterWords, wantWords } from '../words/words.tsx'
import { Coming } from './coming.tsx'
import { type Filters, readFilters } from './filters.ts'
import { Crashed, NotFound } from './lost.tsx'
import { Shell } from './shell.tsx'

const root = createRootRouteWithContext()({ component: Outlet, notFoundComponent: NotFound, errorComponent: Crashed })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readFilters,
  component: lazyRouteComponent(() => import('../features/access/sign-in-page.tsx'), 'SignInPage'),
})

/** Everything behind the sign-in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (!session.me) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
  },
})

/** `begin` brings what the page is drawn with while its code is on its way: drawn once, with everything, it is there sooner. */
const page = <Path extends string>(
  path: Path,
  load: () => Promise<Record<string, unknown>>,
  name: string,
  begin?: (filters: Filters, id: string) => Promise<unknown>,
) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    validateSearch: readFilters,
    component: lazyRouteComponent(load as never, name as never),
    loader: ({ location, params }) => begin?.(location.search as Filters, (params as { id?: string }).id ?? ''),
  })

/** A page whose sentences travel with it. */
async function withWords<Module>(words: readonly LaterWords[], module: Promise<Module>): Promise<Module> {
  await Promise.all(words.map((part) => wantWords(part)))
  return module
}

const routes = [
  page('/', () => withWords(['overview'], import('../features/overview/overview-page.tsx')), 'OverviewPage'),
  page('/bindings', () => import('../features/bindings/bindings-page.tsx'), 'BindingsPage'),
  page('/bindings/recipes', () => import('../features/bindings/recipes-page.tsx'), 'RecipesPage'),
  page('/bindings/new', () => withWords(['editor'], import('../features/bindings/binding-page.tsx')), 'NewBindingPage'),
  page(
    '/bindings/$id',
    () => withWords(['editor'], import('../features/bindings/binding-page.tsx')),
    'BindingPage',
    (_, id) =>
      Promise.allSettled([
        queryClient.ensureQueryData({ ...bindingQuery(id), revalidateIfStale: true }),
        queryClient.ensureQueryData(catalogueQuery),
        queryClient.ensureQueryData(integrationsQuery),
      ]),
  ),
  page(
    '/integrations',
    () => withWords(['integrations'], import('../features/integrations/integrations-page.tsx')),
    'IntegrationsPage',
  ),
  page(
    '/integrations/new',
    () => withWords(['integrations'], import('../features/integrations/kinds-page.tsx')),
    'KindsPage',
  ),
  page(
    '/integrations/new/$kind',
    () => withWords(['integrations'], import('../features/integrations/integration-page.tsx')),
    'NewIntegrationPage',
  ),
  page(
    '/integrations/$id',
    () => withWords(['integrations'], import('../features/integrations/integration-page.tsx')),
    'IntegrationPage',
  ),
  page(
    '/journal',
    () => import('../features/journal/journal-page.tsx'),
    'JournalPage',
    (filters) =>
      Promise.allSettled([
        queryClient.ensureInfiniteQueryData({ ...rowsQuery(...listIn(filters)), revalidateIfStale: true }),
        queryClient.ensureQueryData(catalogueQuery),
        queryClient.ensureQueryData(integrationsQuery),
      ]),
  ),
  page('/journal/events/$no', () => import('../features/journal/event-page.tsx'), 'EventPage'),
  page('/journal/jobs', () => import('../features/journal/jobs-page.tsx'), 'JobsPage'),
  page('/journal/jobs/$id', () => import('../features/journal/job-page.tsx'), 'JobPage'),
  page('/journal/$id', () => import('../features/journal/delivery-page.tsx'), 'DeliveryPage'),
  page('/wall', () => withWords(['wall'], import('../features/wall/wall-page.tsx')), 'WallPage'),
  page(
    '/sources',
    () => withWords(['sources', 'integrations'], import('../features/sources/sources-page.tsx')),
    'SourcesPage',
  ),
  page(
    '/sources/new/$kind',
    () => withWords(['sources', 'integrations'], import('../features/sources/source-page.tsx')),
    'NewSourcePage',
  ),
  page(
    '/sources/$id',
    () => withWords(['sources', 'integrations'], import('../features/sources/source-page.tsx')),
    'SourcePage',
  ),
  page(
    '/settings/$section',
    () => withWords(['settings'], import('../features/settings/settings-page.tsx')),
    'SettingsPage',
  ),
]

/** Addresses that stand in messages already sent, and short ones. */
const moved = [
  createRoute({
    getParentRoute: () => root,
    path: '/events/$no',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/journal/events/$no', params, replace: true })
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    beforeLoad: () => {
      throw redirect({ to: '/settings/$section', params: { section: 'general' }, replace: true })
    },
  }),
]

export const router = createRouter({
  routeTree: root.addChildren([signIn, ...moved, shell.addChildren(routes)]),
  defaultPreload: 'intent',
  // A page that takes longer shows that it comes.
  defaultPendingMs: 300,
  defaultPendingComponent: Coming,
  // A page that breaks leaves the frame around it standing.
  defaultErrorComponent: Crashed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
  // Filters are plain text in the address: no JSON, no quotes.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
    const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
    return text ? `?${text}` : ''
  },
})

/** Begins to load the code of the page that the address names, before anything is drawn and before it is known who asks. */
export function beginPage(): void {
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const { component } = router.routesById[routeId as keyof typeof router.routesById].options as {
      readonly component?: { readonly preload?: () => Promise<void> }
    }
    void component?.preload?.()
  }
}
