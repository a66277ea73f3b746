import { useQuery } from '@tanstack/react-query'
import type { Sentence } from '../api/catalogue.ts'
import { api } from '../api/client.ts'
import { useLanguage, useSay } from '../words/words.tsx'
import { Loaded } from './loaded.tsx'
import { Markdown } from './markdown.tsx'

interface GuideProps {
  readonly room: 'integrations' | 'sources'
  readonly kind: string
}

/** How to set up a kind, in its own words. */
export function Guide({ room, kind }: GuideProps) {
  const say = useSay()
  const language = useLanguage()
  const query = useQuery({
    queryKey: ['guide', room, kind],
    queryFn: ({ signal }) => api.get<{ guide: Sentence | null }>(`/catalogue/${room}/${kind}/guide`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Loaded query={query} rows={6} rowHeight={28}>
      {({ guide }) =>
        guide ? <Markdown text={guide[language]} skipTitle /> : <p className="text-ink-soft">{say('guide.none')}</p>
      }
    </Loaded>
  )
}
