/** What a key or a person may be, from everything to the one thing a telephone system needs. */
export const roles = ['admin', 'editor', 'operator', 'viewer', 'ingest'] as const

export type Role = (typeof roles)[number]

/** What a person may be: nobody signs in only to hand in events. */
export const accountRoles = roles.filter((role) => role !== 'ingest')

/**
 * Everything that may be asked of the server. Seeing personal data in clear is not among them: it is a separate flag of
 * the key, whatever its role.
 */
export const rights = [
  'events:write',
  'events:read',
  'catalogue:read',
  'journal:read',
  'journal:retry',
  'journal:cancel',
  'bindings:read',
  'bindings:write',
  'bindings:test',
  'integrations:read',
  'integrations:write',
  'integrations:test',
  'integrations:pause',
  'records:read',
  'records:write',
  'sources:read',
  'sources:write',
  'files:read',
  'files:write',
  'wall:read',
  'metrics:read',
  'settings:read',
  'settings:write',
  'keys:manage',
  'accounts:manage',
  'audit:read',
] as const

export type Right = (typeof rights)[number]

const reading: readonly Right[] = [
  'events:read',
  'catalogue:read',
  'journal:read',
  'bindings:read',
  'integrations:read',
  'records:read',
  'sources:read',
  'files:read',
  'wall:read',
  'metrics:read',
  'settings:read',
]

const operating: readonly Right[] = [...reading, 'journal:retry', 'journal:cancel', 'integrations:pause']

// Whoever may edit a binding can make any event fire it and any message leave, so testing and sending events belong here.
const editing: readonly Right[] = [
  ...operating,
  'events:write',
  'bindings:write',
  'bindings:test',
  'integrations:write',
  'integrations:test',
  'records:write',
  'sources:write',
  'files:write',
]

const allowed: Readonly<Record<Role, ReadonlySet<Right>>> = {
  admin: new Set(rights),
  editor: new Set(editing),
  operator: new Set(operating),
  viewer: new Set(reading),
  ingest: new Set(['events:write']),
}

/** True when the role includes the right. */
export function mayDo(role: Role, right: Right): boolean {
  return allowed[role].has(right)
}
