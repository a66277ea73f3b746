import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startFake } from '../../test/tools/fakes/frame.ts'
import { OutboundError } from '../core/http.ts'
import { openOutbound } from './outbound.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '../../test/tools/certificates', file), 'utf8')
const certificate = (name: string) => ({ cert: read(`${name}.pem`), key: read(`${name}-key.pem`) })

function openTrusting(authorities: readonly string[]) {
  return openOutbound({
    allowNets: ['127.0.0.1'],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    authorities,
  })
}

test('a service with a good certificate of a trusted authority is reached, by name and by address', async () => {
  await using fake = await startFake({ tls: certificate('good') })
  const outbound = openTrusting([read('authority.pem')])
  for (const host of ['crm.example.com', '127.0.0.1']) {
    assert.equal((await outbound.http({ method: 'GET', url: `https://${host}:${fake.port}/` })).status, 200)
  }
  const { timing } = await outbound.http({ method: 'GET', url: `https://127.0.0.1:${fake.port}/`, timed: true })
  assert.ok(timing && timing.tlsMs !== null && timing.tlsMs <= timing.totalMs, JSON.stringify(timing))
  await outbound.close()
})

const bad = [
  ['a certificate that has expired', 'expired', 'crm.example.com', 'authority.pem', /has expired/],
  ['a certificate signed by itself', 'self-signed', 'crm.example.com', 'authority.pem', /signed by itself/],
  ['a certificate for another name', 'good', 'shop.example.com', 'authority.pem', /issued for another name/],
  [
    'a certificate of an unknown authority',
    'good',
    'crm.example.com',
    'self-signed.pem',
    /authority that is not known/,
  ],
  [
    'a certificate without the one between it and its authority',
    'behind-intermediate',
    'crm.example.com',
    'second-authority.pem',
    /does not send the certificate between the two/,
  ],
  ['a certificate with a signature of SHA-1', 'weak', 'crm.example.com', 'second-authority.pem', /too weak/],
] as const

for (const [what, name, host, authority, words] of bad) {
  test(`${what} is told in words, and nothing is sent`, async () => {
    await using fake = await startFake({ tls: { ...certificate(name), isWeak: name === 'weak' } })
    const outbound = openTrusting([read(authority)])
    await assert.rejects(
      outbound.http({ method: 'POST', url: `https://${host}:${fake.port}/?t=s3cret`, body: 'x' }),
      (error) => {
        assert.ok(error instanceof OutboundError)
        assert.deepEqual([error.failure, error.sent], ['tls-certificate', false])
        assert.match(error.message, words)
        assert.doesNotMatch(error.message, /s3cret/)
        return true
      },
    )
    assert.equal(fake.received.length, 0)
    await outbound.close()
  })
}

test('a service that knows only old TLS, and one that knows none, are connection troubles that may pass', async () => {
  await using old = await startFake({ tls: { ...certificate('good'), maxVersion: 'TLSv1.1' } })
  await using none = await startFake()
  const outbound = openTrusting([read('authority.pem')])
  for (const { port } of [old, none]) {
    await assert.rejects(
      outbound.http({ method: 'GET', url: `https://crm.example.com:${port}/` }),
      (error) => error instanceof OutboundError && error.failure === 'tls' && !error.sent,
    )
  }
  await outbound.close()
})

test('a service that has a good certificate only for those who ask for its name is reached', async () => {
  const named = { name: 'crm.example.com', ...certificate('good') }
  await using fake = await startFake({ tls: { ...certificate('self-signed'), named } })
  const outbound = openTrusting([read('authority.pem')])
  assert.equal((await outbound.http({ method: 'GET', url: `https://crm.example.com:${fake.port}/` })).status, 200)
  await assert.rejects(outbound.http({ method: 'GET', url: `https://127.0.0.1:${fake.port}/` }), /signed by itself/)
  await outbound.close()
})

test('a source connects over TLS and checks the certificate', async () => {
  await using fake = await startFake({ tls: certificate('good') })
  const trusting = openTrusting([read('authority.pem')])
  const connection = await trusting.connect({ host: 'crm.example.com', port: fake.port, tls: true })
  connection.close()
  await assert.rejects(trusting.connect({ host: 'shop.example.com', port: fake.port, tls: true }), /another name/)
  await trusting.close()
})
