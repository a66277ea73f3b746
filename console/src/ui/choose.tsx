export { Combo } from './combo.tsx'
export type { Option } from './options.tsx'
export { popoverLook } from './options.tsx'
export { Select } from './select.tsx'
