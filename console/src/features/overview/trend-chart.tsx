import { useEffect, useRef } from 'react'
import './valid-language.ts'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Slot } from '../../api/overview.ts'
import { chartParts, countOf } from './chart-parts.ts'

const height = 208

interface TrendChartProps {
  readonly slots: readonly Slot[]
  readonly clock: (at: string) => string
  /** Told which slot the pointer is over; null when it left. */
  readonly onPoint: (at: number | null) => void
  readonly label: string
}

/** Stacked bars, one for each slot. What they say stands in the table beside as well. */
export function TrendChart({ slots, clock, onPoint, label }: TrendChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<UPlot | null>(null)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const draw = () => {
      chart.current?.destroy()
      chart.current = new UPlot(optionsFor(element.clientWidth, slots, clock, onPoint), stacked(slots), element)
    }
    draw()
    const resized = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height }))
    resized.observe(element)
    // Colors stand in the canvas, so another theme draws it anew.
    const themed = new MutationObserver(draw)
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      resized.disconnect()
      themed.disconnect()
      chart.current?.destroy()
      chart.current = null
    }
  }, [slots, clock, onPoint])
  return <div ref={frame} role="img" aria-label={label} className="mt-2 min-w-0 overflow-hidden" style={{ height }} />
}

/** The highest bar first: each part is drawn over the sum of all that lie under it. */
function stacked(slots: readonly Slot[]): UPlot.AlignedData {
  const sums = chartParts.map((_, top) =>
    slots.map((slot) => chartParts.slice(0, top + 1).reduce((sum, part) => sum + countOf(slot, part), 0)),
  )
  return [slots.map((_, at) => at), ...sums.toReversed()]
}

function optionsFor(
  width: number,
  slots: readonly Slot[],
  clock: (at: string) => string,
  onPoint: (at: number | null) => void,
): UPlot.Options {
  const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  const font = `12px ${getComputedStyle(document.body).fontFamily}`
  const axis = { font, stroke: color('--ink-faint'), ticks: { show: false } }
  const bars = UPlot.paths.bars!({ size: [0.7, 40], radius: 0.08 })
  const every = Math.max(1, Math.ceil(slots.length / Math.max(2, Math.floor(width / 90))))
  return {
    width,
    height,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { points: { show: false }, drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: false, range: [-0.5, slots.length - 0.5] },
      y: { range: (_chart, _least, most) => [0, Math.max(4, most * 1.05)] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        splits: () => slots.map((_, at) => at).filter((at) => at % every === 0),
        values: (_chart, splits) => splits.map((at) => clock(slots[at]!.at)),
      },
      {
        ...axis,
        size: 52,
        grid: { stroke: color('--line'), width: 1 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000],
      },
    ],
    series: [
      {},
      ...chartParts.toReversed().map(({ color: name }) => ({
        paths: bars,
        fill: color(name),
        width: 0,
        points: { show: false },
      })),
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  }
}
