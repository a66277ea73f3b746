/**
 * uPlot asks Intl for the numbers of the browser's language as soon as it is loaded, and Chromium under LANG=C names one that
 * Intl refuses, `en-US@posix`. Numbers of the chart are written by our own formats, so any language serves.
 */
try {
  new Intl.NumberFormat(navigator.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true })
}

export {}
