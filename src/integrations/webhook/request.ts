import type { HttpRequest } from '../../core/http.ts'
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts'
import type { WebhookSettings } from './settings.ts'

/** What leaves, before it is signed and before anybody signs in. */
export type UnsignedRequest = Required<Pick<HttpRequest, 'method' | 'url' | 'headers'>> &
  Pick<HttpRequest, 'secrets'> & { readonly body?: string }

/** Puts the parameters, the common ones and the binding's over them, where the settings want them. */
export function buildRequest(settings: WebhookSettings, parameters: JsonObject): UnsignedRequest {
  const { url, method } = settings
  const values: JsonObject = { ...settings.common_parameters, ...parameters }
  const own = lowerCased(settings.headers ?? {})
  switch (settings.body_format ?? (method === 'GET' || method === 'DELETE' ? 'query' : 'json')) {
    case 'json':
      return { method, url, headers: { 'content-type': 'application/json', ...own }, body: JSON.stringify(values) }
    case 'form':
      return { method, url, headers: { 'content-type': formType, ...own }, body: formOf(values) }
    case 'query':
      return { method, url: withQuery(url, formOf(values)), headers: own }
  }
}

const formType = 'application/x-www-form-urlencoded'

/**
 * Parameters as a form. What lies inside an object or a list is named with brackets, `lead[name]=…&tags[0]=…`, which PHP,
 * Rails, Express and the CRMs built on them read. Null is an empty value.
 */
export function formOf(values: JsonObject): string {
  return new URLSearchParams(Object.entries(values).flatMap(([name, value]) => pairsOf(name, value))).toString()
}

function pairsOf(name: string, value: Json | undefined): [string, string][] {
  if (value === undefined) return []
  if (value === null) return [[name, '']]
  if (Array.isArray(value)) return value.flatMap((item: Json, at) => pairsOf(`${name}[${at}]`, item))
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, inner]) => pairsOf(`${name}[${key}]`, inner))
  return [[name, String(value)]]
}

/** Leaves the address as it was written and adds to its end, so that a signed or oddly encoded query stays what it is. */
function withQuery(url: string, query: string): string {
  const [address = ''] = url.split('#', 1)
  if (query === '') return address
  if (!address.includes('?')) return `${address}?${query}`
  return /[?&]$/.test(address) ? address + query : `${address}&${query}`
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
