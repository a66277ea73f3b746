import { parentPort } from 'node:worker_threads'
import { compileTemplate, type Template, TemplateError } from '../core/template.ts'
import type { HeavyAnswer, HeavyJob } from './heavy-templates.ts'

/** So many templates are kept read; a center has few that are heavy. */
const mostKept = 100
const kept = new Map<string, Template>()

parentPort?.on('message', (job: HeavyJob) => parentPort?.postMessage(answer(job)))

function answer({ source, path, values, modes }: HeavyJob): HeavyAnswer {
  try {
    return read(source, path).render(values, (key) => modes.get(key) ?? 'none')
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    return { path: error.path, reason: error.message.slice(`${error.path}: `.length) }
  }
}

function read(source: HeavyJob['source'], path: string): Template {
  const key = JSON.stringify([path, source])
  const before = kept.get(key)
  if (before) return before
  if (kept.size >= mostKept) kept.clear()
  const template = compileTemplate(source, path)
  kept.set(key, template)
  return template
}
