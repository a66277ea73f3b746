#!/usr/bin/env node

// Old versions of Node can read this file: they get a sentence instead of a syntax error.
if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(`Hookswitch needs Node 24 or newer; this is ${process.version} (${process.execPath}).`)
  process.exit(1)
}

// A checkout runs its TypeScript as it is; the package has the built files alone.
const isCheckout = require('node:fs').existsSync(`${__dirname}/../src/main.ts`)
// Before the first import: else a start from a checkout loads the compiler of TypeScript, 25 MB, for one file.
require('node:module').enableCompileCache()
// While modules are read nearly everything survives, and the young generation would grow by 20 MB that an idle server never
// fills. It may grow again when the server is ready (src/commands/serve.ts).
if (process.argv[2] === 'serve') require('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
import(isCheckout ? '../src/main.ts' : '../dist/main.js')
