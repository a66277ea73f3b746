import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { judgeFor } from './address.ts'

const judge = judgeFor([])

const inside = [
  ['loopback', '127.0.0.1'],
  ['the rest of loopback', '127.8.9.1'],
  ['this machine', '0.0.0.0'],
  ['private 10', '10.1.2.3'],
  ['private 172', '172.16.0.1'],
  ['private 192', '192.168.1.1'],
  ['link-local', '169.254.1.1'],
  ['carrier NAT', '100.64.0.1'],
  ['benchmarks', '198.18.0.1'],
  ['documentation', '203.0.113.7'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['future use', '240.0.0.1'],
  ['cloud metadata', '169.254.169.254'],
  ['metadata of Azure, which looks public', '168.63.129.16'],
  ['IPv6 loopback', '::1'],
  ['IPv6 nothing', '::'],
  ['IPv6 link-local', 'fe80::1'],
  ['IPv6 link-local with its interface', 'fe80::1%eth0'],
  ['IPv6 unique local', 'fd12:3456::1'],
  ['IPv6 metadata', 'fd00:ec2::254'],
  ['IPv4 mapped into IPv6', '::ffff:127.0.0.1'],
  ['metadata mapped into IPv6', '::ffff:a9fe:a9fe'],
  ['IPv4-compatible IPv6', '::127.0.0.1'],
  ['the same in hexadecimal', '::7f00:1'],
  ['IPv4 translated', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['local NAT64', '64:ff9b:1::7f00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001::1'],
  ['IPv6 multicast', 'ff02::1'],
  ['old site-local', 'fec0::1'],
  ['discard', '100::1'],
  ['IPv6 documentation', '2001:db8::1'],
  ['no address at all', 'crm.example.com'],
  ['an empty text', ''],
] as const

for (const [what, address] of inside) {
  test(`${what} (${address || 'empty'}) may not be reached`, () => assert.equal(judge(address), 'refused'))
}

test('the internet may be reached', () => {
  assert.equal(judge('8.8.8.8'), 'public')
  assert.equal(judge('2001:4860:4860::8888'), 'public')
  assert.equal(judge('::ffff:8.8.8.8'), 'public')
})

test('a net that the operator allows may be reached, its neighbors not', () => {
  const office = judgeFor(['10.20.0.0/16', 'fd12::/16', '127.0.0.1'])
  assert.equal(office('10.20.3.4'), 'listed')
  assert.equal(office('::ffff:10.20.3.4'), 'listed')
  assert.equal(office('fd12::9'), 'listed')
  assert.equal(office('127.0.0.1'), 'listed')
  assert.equal(office('10.21.3.4'), 'refused')
  assert.equal(office('127.0.0.2'), 'refused')
})

test('cloud metadata may never be reached, even when everything is allowed, in whatever form', () => {
  const everything = judgeFor(['0.0.0.0/0', '::/0'])
  const forms = ['169.254.169.254', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::', '::a9fe:a9fe']
  for (const form of [...forms, 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '169.254.170.2']) {
    assert.equal(everything(form), 'refused', form)
  }
  assert.equal(everything('10.0.0.1'), 'listed')
})

test('something that is not a net stops the start with its name', () => {
  assert.throws(() => judgeFor(['10.0.0.0/33']), /"10\.0\.0\.0\/33" is not a network/)
  assert.throws(() => judgeFor(['office']), /"office" is not a network/)
})

test('no text makes the judge throw, and no private IPv4 address passes in any IPv6 coat', () => {
  fc.assert(fc.property(fc.string(), (text) => ['public', 'refused'].includes(judge(text))))
  const privateV4 = fc
    .tuple(fc.constantFrom(10, 127), fc.nat(255), fc.nat(255), fc.nat(255))
    .map((bytes) => bytes.join('.'))
  fc.assert(
    fc.property(privateV4, fc.constantFrom('', '::ffff:', '::', '64:ff9b::', '::ffff:0:'), (address, coat) => {
      assert.equal(judge(coat + address), 'refused')
    }),
  )
})
