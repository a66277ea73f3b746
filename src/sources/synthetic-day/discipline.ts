import type { Sentence } from '../../core/sentence.ts'
import { second, written } from './clock-of-day.ts'
import { userBlock } from './people.ts'
import type { Fault, Today } from './today.ts'
import { say } from './words.ts'

/** A rule of the company about the work of operators. */
interface Kpi {
  readonly id: string
  readonly name: Sentence
  readonly target: number
  readonly unit: 's' | 'points'
  readonly points: number
}

const kpis: Readonly<Record<Fault['violation'], Kpi>> = {
  missed_call: { id: '3', name: { en: 'Answer within 20 s', ru: 'Ответ за 20 с' }, target: 15, unit: 's', points: 1 },
  low_rating: {
    id: '4',
    name: { en: 'Rating 3 or better', ru: 'Оценка не ниже 3' },
    target: 3,
    unit: 'points',
    points: 3,
  },
  long_away: {
    id: '5',
    name: { en: 'Breaks by the rules', ru: 'Перерывы по правилам' },
    target: 900,
    unit: 's',
    points: 2,
  },
  long_pcp: {
    id: '6',
    name: { en: 'Wrap-up up to 60 s', ru: 'Постобработка до 60 с' },
    target: 60,
    unit: 's',
    points: 2,
  },
}

/** Reports each fault, counting how often the same operator repeated it today. */
export function tellDisciplineReports(today: Today): void {
  const counts = new Map<string, number>()
  for (const fault of today.marks.faults.toSorted((a, b) => a.time - b.time)) {
    const subject = `user-${fault.operator.id}:${fault.violation}`
    const repeats = (counts.get(subject) ?? 0) + 1
    counts.set(subject, repeats)
    tellReport(fault, `${subject}:${repeats}`, repeats, today)
  }
}

function tellReport(fault: Fault, key: string, repeats: number, { clock, diary, language }: Today): void {
  const kpi = kpis[fault.violation]
  diary.tell({
    type: 'discipline_report',
    time: fault.time + second,
    key,
    correlationId: `user-${fault.operator.id}`,
    data: {
      ...userBlock(fault.operator),
      violation: fault.violation,
      kpi_id: kpi.id,
      kpi_name: say(kpi.name, language),
      kpi_value: fault.value,
      kpi_target: kpi.target,
      kpi_unit: kpi.unit,
      deviation: fault.value - kpi.target,
      severity: repeats >= 3 ? 'critical' : repeats === 2 ? 'warning' : 'info',
      points: kpi.points,
      repeat_count: repeats,
      period_start: written(clock.midnight),
      period_end: written(clock.at(24)),
      call_id: fault.callId,
    },
  })
}
