#!/usr/bin/env node
'use strict'

// Written so that old versions of Node can read it: they get a sentence instead of a syntax error.
var fs = require('fs')
var path = require('path')
var url = require('url')

var needed = 24

if (parseInt(process.versions.node, 10) < needed) {
  console.error(
    'Hookswitch needs Node ' + needed + ' or newer; this is ' + process.version + ' (' + process.execPath + ').',
  )
  process.exit(1)
}

// A checkout runs its TypeScript as it is; the package has the built files alone.
var source = path.join(__dirname, '../src/main.ts')
var main = fs.existsSync(source) ? source : path.join(__dirname, '../dist/main.js')
import(url.pathToFileURL(main).href)
