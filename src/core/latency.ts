/** A bucket is this much of a doubling: what a percentile says is at most 5 % away from the truth. */
const perDoubling = 8

/** The bucket of a duration, so that durations of many hours can be counted together. */
export function latencyBucket(ms: number): number {
  return ms < 1 ? 0 : Math.floor(Math.log2(ms) * perDoubling) + 1
}

/** The middle of a bucket, in milliseconds. */
export function latencyOf(bucket: number): number {
  return bucket === 0 ? 0 : 2 ** ((bucket - 0.5) / perDoubling)
}

/** How many durations fell into which bucket. */
export type LatencyCounts = ReadonlyMap<number, number>

/** The smallest duration that at least this share of the durations does not exceed; null when there are none. */
export function latencyPercentile(counts: LatencyCounts, share: number): number | null {
  let left = share * [...counts.values()].reduce((sum, count) => sum + count, 0)
  for (const [bucket, count] of [...counts].sort(([one], [other]) => one - other)) {
    left -= count
    if (left <= 0) return Math.round(latencyOf(bucket))
  }
  return null
}
