import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Pool } from 'undici'

// What the end-to-end figures are measured against, each in a process of its own:
//   bare.ts dispatch <sink port>           sends one body over and over with undici, 64 at once
//   bare.ts pipeline <sink port> <folder>  a POST, a row in SQLite FULL (many per commit), 202, and the row sent on;
//                                          no conditions, templates, journal or retries
//   bare.ts http                           node:http that reads a body and answers 202

const [what, port, folder] = process.argv.slice(2)
const connections = 64
const body = JSON.stringify({ seq: 0, at: 0, text: 'x'.repeat(600) })

process.on('disconnect', () => process.exit())
if (what === 'dispatch') dispatchForever()
if (what === 'pipeline') servePipeline()
if (what === 'http') serveBare()

function openPool(): Pool {
  return new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 })
}

function send(pool: Pool, text: string, done: () => void): void {
  pool.dispatch(
    { path: '/hook', method: 'POST', headers: { 'content-type': 'application/json' }, body: text },
    {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData() {},
      onResponseEnd() {
        done()
      },
      onResponseError: (_controller, error) => {
        throw error
      },
    },
  )
}

function dispatchForever(): void {
  const pool = openPool()
  const again = () => send(pool, body, again)
  for (let at = 0; at < connections; at++) again()
  process.send?.({ port: 0 })
}

function servePipeline(): void {
  const pool = openPool()
  const database = new DatabaseSync(join(folder!, 'bare.db'))
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table event (no integer primary key, data text)',
  )
  const insert = database.prepare('insert into event (data) values (?)')
  let waiting: { text: string; reply: ServerResponse }[] = []
  const commit = () => {
    const group = waiting
    waiting = []
    database.exec('begin')
    for (const { text } of group) insert.run(text)
    database.exec('commit')
    for (const { text, reply } of group) {
      reply.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted":1}')
      send(pool, JSON.stringify((JSON.parse(text) as { data: unknown }).data), () => {})
    }
  }
  listen((text, reply) => {
    if (waiting.push({ text, reply }) === 1) setImmediate(commit)
  })
}

function serveBare(): void {
  listen((text, reply) => {
    JSON.parse(text)
    reply.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted":1}')
  })
}

function listen(take: (text: string, reply: ServerResponse) => void): void {
  const server = createServer((request, reply) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => take(Buffer.concat(pieces).toString(), reply))
  })
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }))
}
