import { useQuery } from '@tanstack/react-query'
import { type HourlyCount, hourlyCountsQuery } from '../api/hourly-counts.ts'

/** How an integration did: errors of about the last hour, and how fast it was in the latest hour that had any deliveries. */
export interface Fare {
  readonly errors: number
  readonly p95Ms: number | null
}

const none: Fare = { errors: 0, p95Ms: null }

/** Tells how each integration did, by its id; one question for all of them. */
export function useFares(): (integrationId: string) => Fare {
  const { data: hour } = useQuery(hourlyCountsQuery(1))
  const { data: day } = useQuery(hourlyCountsQuery(24))
  const errors = Map.groupBy(hour?.hours ?? [], ({ integration }) => integration.id)
  const speeds = Map.groupBy(day?.hours ?? [], ({ integration }) => integration.id)
  return (id) =>
    errors.has(id) || speeds.has(id)
      ? { errors: failuresIn(errors.get(id) ?? []), p95Ms: latestP95(speeds.get(id) ?? []) }
      : none
}

function failuresIn(cells: readonly HourlyCount[]): number {
  return cells
    .filter(({ status }) => status === 'failed' || status === 'retrying')
    .reduce((sum, { count }) => sum + count, 0)
}

function latestP95(cells: readonly HourlyCount[]): number | null {
  const measured = cells.filter(({ status, p95_ms }) => status === 'delivered' && p95_ms !== null)
  return measured.reduce((latest, cell) => (cell.hour > latest.hour ? cell : latest), measured[0]!)?.p95_ms ?? null
}
