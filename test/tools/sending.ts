import type { Sending } from '../../src/core/integration.ts'

/** The tools of an attempt that most kinds leave alone: no connection but HTTP, no files, nobody to tell. */
export const otherTools: Pick<Sending, 'dial' | 'files' | 'tell' | 'step'> = {
  dial: () => Promise.reject(new Error('this test opens no connection')),
  files: { read: async () => null, folders: [] },
  tell: () => {},
  step: (_name, work) => work(),
}
