import type { Attempt } from '../../core/delivery.ts'

/** What of an attempt only a person reads, kept as one text. */
export type Detail = Pick<Attempt, 'request' | 'response' | 'error' | 'parameters' | 'emptyVariables'>

/** In the place of a body that is the parameters once more, as that of a webhook is: a third of the row, written twice. */
const sameAsParameters = 'parameters'

/** The text of a detail. */
export function detailText({ request, response, error, parameters, emptyVariables }: Detail): string {
  if (request === null || request.body !== parameters)
    return JSON.stringify({ request, response, error, parameters, emptyVariables })
  const { method, url, headers } = request
  return JSON.stringify({
    request: { method, url, headers, bodyIs: sameAsParameters },
    response,
    error,
    parameters,
    emptyVariables,
  })
}

/** The detail that `detailText` wrote. */
export function detailFrom(text: string): Detail {
  const detail = JSON.parse(text) as Detail & { readonly request: { readonly bodyIs?: string } | null }
  if (detail.request?.bodyIs !== sameAsParameters) return detail
  const { bodyIs: _said, ...request } = detail.request
  return { ...detail, request: { ...request, body: detail.parameters } }
}
