import { createHash } from 'node:crypto'
import { docsScript } from './docs/script.ts'
import { docsStyle } from './docs/style.ts'
import { docsWords } from './docs/words.ts'

const script = `const words = ${JSON.stringify(docsWords)};\n${docsScript}`

const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hookswitch API</title><style>${docsStyle}</style></head>
<body><a class="skip" id="skip" href="#content"></a>
<header class="top"><h1 id="title">Hookswitch API</h1><span id="version"></span><a id="other-language" href="?lang=ru"></a><a id="document" href="/openapi.json">openapi.json</a></header>
<div class="columns"><nav id="nav"><input id="search" type="search" autocomplete="off"><p id="found" role="status"></p><div id="contents"></div></nav>
<main id="content" tabindex="-1"><p id="intro"></p><div id="endpoints"></div><div id="schemas"></div></main></div>
<script>${script}</script></body></html>
`

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/**
 * The API for people: one page without anything from elsewhere, drawn from `/openapi.json` when it is opened. Every text
 * is put in as text, so nothing in the document can act.
 */
export const docsPage = {
  html,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(docsStyle)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  },
}
