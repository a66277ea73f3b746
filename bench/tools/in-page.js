// Runs in the page that bench/console.ts opens, before anything else there: notes when the first row came and every task
// that held the page up, and scrolls when it is told to.

/** A row of the journal. */
const row = 'main tr[data-row]'
const bench = { firstRow: 0, longTasks: [], scrollDown, leaveBareRows }
globalThis.bench = bench

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) bench.longTasks.push({ from: startTime, ms: duration })
}).observe({ type: 'longtask', buffered: true })

function lookForRow() {
  if (document.querySelector(row)) bench.firstRow = performance.now()
  else requestAnimationFrame(lookForRow)
}
requestAnimationFrame(lookForRow)

/** Scrolls without a pause, and asks for more rows whenever there are none below. */
async function scrollDown(forMs) {
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
  }
  return {
    pixels: scroller().scrollTop,
    frames: gaps.length,
    late: gaps.filter((ms) => ms > 34).length / gaps.length,
    longestFrame: Math.max(...gaps),
    longTasks: bench.longTasks.length - tasksBefore,
  }
}

/** Leaves nothing in the page but so many of its rows, and no script behind them: how the browser itself scrolls them. */
function leaveBareRows(count) {
  const table = document.querySelector(row).closest('table').cloneNode(true)
  const body = table.tBodies[0]
  const rows = [...body.querySelectorAll('tr[data-row]')].map(({ outerHTML }) => outerHTML)
  body.innerHTML = Array.from({ length: count }, (_, at) => rows[at % rows.length]).join('')
  const main = document.createElement('main')
  main.append(table)
  document.body.replaceChildren(main)
  scrollTo({ top: 0 })
}

/** What scrolls the rows: the page itself, or the nearest box around them that can. */
function scroller() {
  for (let one = document.querySelector(row)?.parentElement; one; one = one.parentElement)
    if (one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one
  return document.scrollingElement
}

function moreButton() {
  return [...document.querySelectorAll('main button')].find((one) => /more/i.test(one.textContent))
}
