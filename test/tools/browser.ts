import { type Browser, chromium } from 'playwright-core'

/** A real Chromium from the npm registry: nothing is installed by hand and nothing is downloaded while tests run. */
export async function openBrowser(): Promise<Browser> {
  // Told that it runs in a bare container, the package also unpacks the system libraries that Chromium needs.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const { default: packed } = await import('@sparticuz/chromium')
  const executablePath = await packed.executablePath()
  return chromium.launch({
    executablePath,
    // Not the package's own list: its single process shares cookies between people.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    headless: true,
  })
}
