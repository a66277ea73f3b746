/** The message wall. */
export const wall = {
  'wall.about': 'What was delivered to the built-in walls, as it would look there',
  'wall.empty': 'No messages yet',
  'wall.empty_help': 'Make a binding whose integration is a message wall: it needs no account anywhere.',
  'wall.look': 'Look',
  'wall.every_look': 'Every look',
  'wall.every_binding': 'Every binding',
  'wall.fresh': '{count, plural, one {# new message} other {# new messages}}',
  'wall.delivery': 'Delivery',
  'wall.app': 'APP',
  'wall.to': 'To',
  'wall.cc': 'Copy',
  'wall.from': 'From',
  'wall.no_subject': 'No subject',
  'wall.attachments': 'Attachments',
  'wall.more': 'Other parameters',
  'wall.live': 'Live',
}
