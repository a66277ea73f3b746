import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { sessionQuery } from './api/session.ts'
import { App } from './app/app.tsx'
import { beginPage } from './app/router.tsx'
import './app/theme.css'

// Who asks, the page and its words are on their way together.
void queryClient.prefetchQuery(sessionQuery)
beginPage()
createRoot(document.getElementById('root')!).render(<App />)
