import type { IntegrationExample } from '../../core/integration.ts'

const url = 'https://cloud.example.com/dav/robot/Calls/'
const settings = { target: 'webdav', url, user: 'robot', password: 'example-password' }
const parameters = { name: '2026-03-16_anna_77.txt', content: 'Talk of 47 seconds' }

export const examples: readonly IntegrationExample[] = [
  {
    name: 'a file is put beside its place and then moved there',
    settings,
    parameters,
    request: { method: 'MOVE', url: `${url}2026-03-16_anna_77.txt.dlv_example.part` },
    reply: { status: 201, body: null },
    outcome: { kind: 'ok', status: 201, remoteId: `${url}2026-03-16_anna_77.txt` },
  },
  {
    name: 'a name cannot lead out of the folder',
    settings,
    parameters: { ...parameters, name: '../../private/a b?.txt' },
    request: { method: 'MOVE', url: `${url}_.._private_a%20b_.txt.dlv_example.part` },
    reply: { status: 201, body: null },
    outcome: { kind: 'ok', remoteId: `${url}_.._private_a%20b_.txt` },
  },
  {
    name: 'a wrong password pauses the integration',
    settings,
    parameters,
    reply: { status: 401, body: '' },
    outcome: { kind: 'auth', status: 401 },
  },
  {
    name: 'a user who may not write there',
    settings,
    parameters,
    reply: { status: 403, body: '' },
    outcome: { kind: 'permanent', status: 403 },
  },
  {
    name: 'a locked file is tried again',
    settings,
    parameters,
    reply: { status: 423, body: '' },
    outcome: { kind: 'retry', status: 423 },
  },
  {
    name: 'a full cloud is tried again in ten minutes',
    settings,
    parameters,
    reply: { status: 507, body: '' },
    outcome: { kind: 'retry', status: 507, waitMs: 600_000 },
  },
  {
    name: 'an address that is not WebDAV',
    settings,
    parameters,
    reply: { status: 405, body: '' },
    outcome: { kind: 'permanent', status: 405 },
  },
  {
    name: 'a recording that is gone is not stored',
    settings,
    parameters: { name: 'call.mp3', url: 'https://pbx.example.com/rec/77.mp3' },
    reply: { status: 404, body: '' },
    outcome: { kind: 'permanent', reason: 'the file could not be downloaded: its address answered 404' },
  },
  {
    name: 'a file with nothing in it is not stored',
    settings,
    parameters: { name: 'call.mp3', url: '' },
    outcome: { kind: 'permanent' },
  },
  {
    name: 'a folder of the server that nobody allowed is not written into',
    settings: { target: 'local', directory: '/etc' },
    parameters: { name: 'passwd', content: 'x' },
    outcome: {
      kind: 'auth',
      reason:
        'files may not be written into /etc. Whoever runs the server allows the folder in HOOKSWITCH_FILE_FOLDERS',
    },
  },
]
