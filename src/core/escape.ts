import type { Escape } from './integration.ts'

/**
 * The text made safe for the place it goes to: whatever it holds, it is shown as it is and starts nothing there.
 * Half of a surrogate pair becomes U+FFFD, because no destination takes it.
 */
export function escapeText(text: string, mode: Escape): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  switch (mode) {
    case 'none':
      return whole
    case 'html':
      return escapeHtml(whole)
    case 'telegram_markdown':
      return whole.replace(telegramSpecials, '\\$&')
    case 'discord_markdown':
      return isBareUrl(whole) ? whole : whole.replace(discordSpecials, '\\$&')
    case 'slack':
      return whole.replace(/[&<>]/g, (character) => slackEntities[character]!)
    case 'header':
      return whole.replace(controlCharacters, '')
    case 'url':
      return encodeURIComponent(whole)
  }
}

/** HTML text and attribute values in quotes of either kind. Telegram's HTML knows these five as well. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => htmlEntities[character]!) : text
}

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Slack reads nothing else as markup that can call somebody: mentions, channels and links all begin with <.
// https://docs.slack.dev/messaging/formatting-message-text#escaping
const slackEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

// The eighteen of https://core.telegram.org/bots/api#markdownv2-style, and the backslash itself.
const telegramSpecials = /[_*[\]()~`>#+\-=|{}.!\\]/g

// Discord takes a backslash before any sign; these begin emphasis, code, quotes, lists, headings, links, mentions and emoji.
const discordSpecials = /[\\*_~`|>#+\-[\]()<:@.]/g

// A backslash inside an address becomes a part of it and breaks the link. An address alone holds no markup for Discord.
function isBareUrl(text: string): boolean {
  return /^https?:\/\/[\w\-.~:/?#!$&'+,;=%]+$/.test(text)
}

// C0, DEL, C1 and the two separators of Unicode: none may stand in a header, and CR and LF would begin a new one.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g
