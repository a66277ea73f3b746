/** A row of bars as tall as their numbers. The numbers themselves stand beside it, so it says nothing to a screen reader. */
export function Sparkline({
  values,
  bad,
  width = 96,
  height = 24,
}: {
  readonly values: readonly number[]
  readonly bad?: readonly number[]
  readonly width?: number
  readonly height?: number
}) {
  const top = Math.max(1, ...values)
  const step = width / Math.max(1, values.length)
  const barWidth = Math.max(1, step - 1)
  return (
    <svg aria-hidden="true" width={width} height={height} className="block shrink-0">
      {values.map((value, at) => {
        const tall = value === 0 ? 1 : Math.max(2, (value / top) * height)
        const badTall = ((bad?.[at] ?? 0) / top) * height
        return (
          <g key={at}>
            <rect
              x={at * step}
              y={height - tall}
              width={barWidth}
              height={tall}
              rx={1}
              className={value === 0 ? 'fill-line' : 'fill-accent/70'}
            />
            {badTall > 0 && (
              <rect x={at * step} y={height - badTall} width={barWidth} height={badTall} rx={1} className="fill-bad" />
            )}
          </g>
        )
      })}
    </svg>
  )
}
