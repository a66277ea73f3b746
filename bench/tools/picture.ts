/** One bar of the picture: how much of its goal a figure reached. */
export interface Bar {
  readonly label: string
  /** 1 is the goal; more is better. */
  readonly share: number
  /** What stands at its end, such as `8,282/s of 12,000/s`. */
  readonly said: string
}

const [width, labelWidth, barWidth, rowHeight] = [1000, 330, 330, 26]
/** Beyond this a bar says no more. */
const mostShare = 2

/** Bars beside a line that is the goal, as an SVG that needs nothing else. */
export function pictureOf(title: string, bars: readonly Bar[]): string {
  const height = 70 + bars.length * rowHeight
  const goalAt = labelWidth + barWidth / mostShare
  const rows = bars.map((bar, at) => rowOf(bar, 50 + at * rowHeight))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="10" y="24" font-size="16" font-weight="bold" fill="#222">${escaped(title)}</text>
${rows.join('\n')}
<line x1="${goalAt}" x2="${goalAt}" y1="40" y2="${height - 15}" stroke="#222" stroke-dasharray="4 3"/>
<text x="${goalAt + 5}" y="42" font-size="11" fill="#222">goal</text>
</svg>
`
}

function rowOf({ label, share, said }: Bar, y: number): string {
  const length = (Math.min(Math.max(share, 0.01), mostShare) / mostShare) * barWidth
  const color = share >= 1 ? '#2a8a4a' : '#c8792b'
  return `<text x="10" y="${y + 15}" fill="#222">${escaped(label)}</text>
<rect x="${labelWidth}" y="${y + 3}" width="${length.toFixed(1)}" height="${rowHeight - 10}" fill="${color}"/>
<text x="${labelWidth + barWidth + 12}" y="${y + 15}" fill="#222">${escaped(said)}</text>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
