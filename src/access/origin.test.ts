import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foreignness } from './origin.ts'

const publicUrl = 'https://calls.example.com/hookswitch'
const host = 'calls.example.com'

const ours: Readonly<Record<string, Parameters<typeof foreignness>[0]>> = {
  'a program': { host },
  'the console': { host, origin: 'https://calls.example.com', 'sec-fetch-site': 'same-origin' },
  'the console, in a browser that tells the origin only': { host, origin: 'https://calls.example.com' },
  'the console behind a proxy that puts its own host': { host: '127.0.0.1:8787', origin: 'https://calls.example.com' },
  'the console at another address of the same server': { host: '192.0.2.7:8787', origin: 'http://192.0.2.7:8787' },
  'the console under IPv6': { host: '[::1]:8787', origin: 'http://[::1]:8787' },
  'an address typed by hand': { host, 'sec-fetch-site': 'none' },
}

const foreign: Readonly<Record<string, Parameters<typeof foreignness>[0]>> = {
  'another site': { host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'another site, in a browser that tells the origin only': { host, origin: 'https://evil.example' },
  'a neighbor below the same domain': { host, origin: 'https://shop.example.com', 'sec-fetch-site': 'same-site' },
  'a neighbor, in a browser that tells the origin only': { host, origin: 'https://shop.example.com' },
  'another port of the same machine': { host: '127.0.0.1:8787', origin: 'http://127.0.0.1:3000' },
  'a name that begins like ours': { host, origin: 'https://calls.example.com.evil.example' },
  'our name as the user of another': { host, origin: 'https://calls.example.com@evil.example' },
  'a sandbox': { host, origin: 'null' },
  'an empty origin': { host, origin: '' },
  'no origin that can be read': { host, origin: 'https://' },
}

for (const [name, headers] of Object.entries(ours)) {
  test(`${name} may ask for changes`, () => assert.equal(foreignness(headers, publicUrl), null))
}

for (const [name, headers] of Object.entries(foreign)) {
  test(`${name} may not`, () => assert.equal(typeof foreignness(headers, publicUrl), 'string'))
}
