import {
  CaptureTag,
  CaseTag,
  type Context,
  Drop,
  defaultOperators,
  type Emitter,
  evalToken,
  tags,
  toValue,
} from 'liquidjs'
import { type LiquidContext, Output } from './liquid-context.ts'
import { isEmpty } from './path.ts'
import { spendOn, spendOnSearch } from './weight.ts'

/** `{% capture %}` whose text is a value like any other: bounded, and escaped once, when it is put out. */
class BoundedCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    const ours = context as LiquidContext
    const wasCapturing = ours.isCapturing
    ours.isCapturing = true
    const text = yield this.liquid.renderer.renderTemplates(this.templates, context, new Output(ours.tools.budget))
    ours.isCapturing = wasCapturing
    ;(context.bottom() as Record<string, unknown>)[this.variable] = text
  }
}

/** `{% case %}` that takes the first branch that fits and compares as `==` does here. */
class FirstCase extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const target: unknown = yield toValue((yield this.value.value(context, false)) as never)
    for (const { values, templates } of this.branches) {
      for (const token of values) {
        const value: unknown = yield evalToken(token as never, context)
        if (!(yield operators['==']!(target, value, context))) continue
        yield this.liquid.renderer.renderTemplates(templates, context, emitter)
        return
      }
    }
    yield this.liquid.renderer.renderTemplates(this.elseTemplates, context, emitter)
  }
}

/** Every block a template may use. Those that read files, count across texts or hide blocks from our checks are left out. */
export const allowedTags: Readonly<Record<string, (typeof tags)[string]>> = {
  assign: tags['assign']!,
  break: tags['break']!,
  capture: BoundedCapture,
  case: FirstCase,
  comment: tags['comment']!,
  continue: tags['continue']!,
  cycle: tags['cycle']!,
  echo: tags['echo']!,
  for: tags['for']!,
  if: tags['if']!,
  raw: tags['raw']!,
  unless: tags['unless']!,
  '#': tags['#']!,
}

type Operator = (left: unknown, right: unknown, context: Context) => unknown

/**
 * The operators of conditions inside `{% if %}`. A number equals the text that writes it (an answer arrives as `"2"`),
 * and missing equals `""`.
 */
export const operators: Record<string, Operator> = Object.fromEntries(
  Object.entries(defaultOperators as Record<string, Operator>).map(([sign, compare]) => [sign, charged(sign, compare)]),
)

function charged(sign: string, compare: Operator): Operator {
  const friendly = sign === '==' || sign === '!=' ? alike(sign, compare) : compare
  if (sign === 'not') return compare
  return (left, right, context) => {
    const { budget } = (context as LiquidContext).tools
    budget.spend(500)
    if (sign === 'and' || sign === 'or') return compare(left, right, context)
    spendOn(left, budget)
    spendOn(right, budget)
    if (sign === 'contains') spendOnSearch(left, right, budget)
    return friendly(left, right, context)
  }
}

function alike(sign: string, compare: Operator): Operator {
  return (left, right, context) => {
    // `empty`, `blank` and `nil` are objects of the library; a missing value is each of them.
    if ((isEmpty(left) && right instanceof Drop) || (isEmpty(right) && left instanceof Drop)) return sign === '=='
    return compare(plain(left, right), plain(right, left), context)
  }
}

function plain(value: unknown, other: unknown): unknown {
  if (isEmpty(value)) return ''
  const isNumberAsText = typeof value === 'string' && typeof other === 'number' && value.trim() !== ''
  return isNumberAsText && Number.isFinite(Number(value)) ? Number(value) : value
}
