const sections: Readonly<Record<string, string>> = {
  name: 'name',
  enabled: 'name',
  event_type: 'type',
  integration_id: 'integration',
  conditions: 'conditions',
  options: 'conditions',
  parameters: 'parameters',
}

/** The section that a field stands in. */
export function sectionOf(path: string): string {
  return sections[/^[a-z_]+/.exec(path)?.[0] ?? ''] ?? 'name'
}

/** Leads to a field by its path, or to the nearest thing around it that is on the screen. */
export function focusPath(path: string): void {
  for (let at = path; at !== ''; at = at.replace(/(?:^|\.)[^.[\]]*$|\[\d+\]$/, '')) {
    const place = CSS.escape(at)
    const found = document.querySelector(`[data-path="${place}"], [data-place="${place}"]`)
    if (found && focusInside(found)) return
  }
  focusSection(sectionOf(path))
}

export function focusSection(id: string): void {
  const section = document.getElementById(`section-${id}`)
  section?.scrollIntoView({ block: 'start' })
  if (section && !focusInside(section)) section.focus()
}

function focusInside(element: Element): boolean {
  const field = element.querySelector<HTMLElement>('input, textarea, [contenteditable=true], button')
  field?.focus()
  field?.scrollIntoView({ block: 'nearest' })
  return field !== null
}
