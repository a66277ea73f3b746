const offKey = 'hookswitch.single-keys'

/** Shortcuts of one key can be switched off (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(offKey) !== 'off'
}

export function switchSingleKeys(isOn: boolean): void {
  localStorage.setItem(offKey, isOn ? 'on' : 'off')
}

/** True when a letter would be typed into something. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** True when a key by itself may act on the page now: nothing is typed, no overlay waits, and nobody switched it off. */
export function maySingleKeyAct(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn()) return false
  return document.querySelector('[role=dialog],[role=alertdialog],[role=menu],[role=listbox]') === null
}
