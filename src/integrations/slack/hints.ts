/** What to do about one of Slack's words, to stand right behind it; empty when the word says it all. */
export function hintFor(word: string): string {
  return hints[word] ?? ''
}

const newToken = '. Enter the bot token that the app’s page shows, then resume the integration.'
const forbidden = '. An administrator of the workspace forbids it'
const tryBlocks = '. Try the blocks in Block Kit Builder'

const hints: Readonly<Record<string, string>> = {
  invalid_auth: newToken,
  not_authed: newToken,
  token_revoked: newToken,
  token_expired: newToken,
  account_inactive: '. The app was removed from the workspace: install it again and enter its token.',
  invalid_token: '. Copy the webhook address again',
  channel_not_found: '. Check the channel’s ID; a private channel is found only when the bot was invited',
  not_in_channel: '. Write /invite and the bot’s name in the channel, then resume the integration.',
  is_archived: '. The channel was archived; choose another one',
  missing_scope: '. Give the app the right chat:write and install it again',
  action_prohibited: forbidden,
  posting_to_general_channel_denied: forbidden,
  no_text: '. None of its variables had a value',
  msg_too_long: '. Make it shorter',
  msg_blocks_too_long: '. The blocks hold too much text together; Slack takes about 13,000 characters',
  invalid_blocks: tryBlocks,
  invalid_blocks_format: tryBlocks,
}
