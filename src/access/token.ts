import { hash, randomBytes } from 'node:crypto'

const tokenBytes = 32

/** 256 random bits in letters that an address, a cookie and a header carry as they are. */
export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url')
}

/** What is stored of a token, and by what it is found again: nothing that was stolen from the disk signs anybody in. */
export function hashOfToken(token: string): string {
  return hash('sha256', token, 'base64url')
}
