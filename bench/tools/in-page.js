// Runs in the page that bench/console.ts opens, before anything else there: notes when the first row came and every task
// that held the page up, and scrolls when it is told to.

/** A link to a delivery: every row of the journal has one, in a table as in a list of cards. */
const rowLink = 'main a[href^="/journal/"]:not([href^="/journal/events"])'
const bench = { firstRow: 0, longTasks: [], scrollDown }
globalThis.bench = bench

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) bench.longTasks.push({ from: startTime, ms: duration })
}).observe({ type: 'longtask', buffered: true })

function lookForRow() {
  if (document.querySelector(rowLink)) bench.firstRow = performance.now()
  else requestAnimationFrame(lookForRow)
}
requestAnimationFrame(lookForRow)

/** Scrolls without a pause, and asks for more rows whenever there are none below. */
async function scrollDown(forMs) {
  const seen = new Set()
  const gaps = []
  const tasksBefore = bench.longTasks.length
  const startedAt = performance.now()
  let before = startedAt
  while (before - startedAt < forMs) {
    const area = scroller()
    area.scrollTop += 300
    if (area.scrollTop + area.clientHeight >= area.scrollHeight - 2) moreButton()?.click()
    const now = await new Promise((resolve) => requestAnimationFrame(resolve))
    gaps.push(now - before)
    before = now
    for (const row of document.querySelectorAll(rowLink)) seen.add(row.pathname)
  }
  return {
    rows: seen.size,
    frames: gaps.length,
    late: gaps.filter((ms) => ms > 34).length / gaps.length,
    longestFrame: Math.max(...gaps),
    longTasks: bench.longTasks.length - tasksBefore,
  }
}

/** What scrolls the rows: the page itself, or the nearest box around them that can. */
function scroller() {
  for (let one = document.querySelector(rowLink)?.parentElement; one; one = one.parentElement)
    if (one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one
  return document.scrollingElement
}

function moreButton() {
  return [...document.querySelectorAll('main button')].find((one) => /more/i.test(one.textContent))
}
