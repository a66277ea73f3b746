// Runs in the page that bench/console.ts opens, before anything else there: notes when the first row came and every task
// that held the page up, and watches the frames when it is told to.

/** A row of the journal. */
const row = 'main tr[data-row]'
const bench = { firstRow: 0, longTasks: [], open, watchFrames, framesSeen, leaveBareRows }
globalThis.bench = bench

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) bench.longTasks.push({ from: startTime, ms: duration })
}).observe({ type: 'longtask', buffered: true })

function lookForRow() {
  if (!document.querySelector(row)) return requestAnimationFrame(lookForRow)
  bench.firstRow = performance.now()
  console.debug('the first row is there')
}
requestAnimationFrame(lookForRow)

/** Presses a link. Resolves with the milliseconds until its screen can be used: nothing in it loads, nothing holds it up. */
async function open(link) {
  const before = heading()
  const from = performance.now()
  bench.longTasks = []
  document.querySelector(link).click()
  await new Promise((resolve, reject) => {
    const look = () => {
      const isThere = heading() && heading() !== before && !document.querySelector('main [aria-busy=true]')
      if (performance.now() - from > 15_000) return reject(new Error(`${link} does not open`))
      return isThere ? resolve() : requestAnimationFrame(look)
    }
    look()
  })
  const there = performance.now()
  // Whatever still wants to hold it up has begun by then.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  return Math.max(there, ...bench.longTasks.map((task) => task.from + task.ms)) - from
}

const heading = () => document.querySelector('main h1')

/** Begins to note every frame. */
function watchFrames() {
  const watch = { gaps: [], from: performance.now(), isOver: false }
  bench.watch = watch
  const note = (now) => {
    watch.gaps.push(now - watch.from)
    watch.from = now
    if (!watch.isOver) requestAnimationFrame(note)
  }
  requestAnimationFrame(note)
}

/** What the frames since then were like. */
function framesSeen() {
  const { gaps } = bench.watch
  bench.watch.isOver = true
  return {
    pixels: document.scrollingElement.scrollTop,
    frames: gaps.length,
    late: gaps.filter((ms) => ms > 34).length / gaps.length,
    longestFrame: Math.max(...gaps),
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
