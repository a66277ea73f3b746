/** Стена сообщений. */
export const wall = {
  'wall.about': 'Всё, что доставлено на встроенные стены, — так, как выглядело бы там',
  'wall.empty': 'Сообщений пока нет',
  'wall.empty_help': 'Создайте привязку, у которой внешний ресурс — стена сообщений: учётная запись не нужна.',
  'wall.look': 'Вид',
  'wall.every_look': 'Любой вид',
  'wall.every_binding': 'Любая привязка',
  'wall.fresh':
    '{count, plural, one {# новое сообщение} few {# новых сообщения} many {# новых сообщений} other {# нового сообщения}}',
  'wall.delivery': 'Доставка',
  'wall.app': 'БОТ',
  'wall.to': 'Кому',
  'wall.cc': 'Копия',
  'wall.from': 'От кого',
  'wall.no_subject': 'Без темы',
  'wall.attachments': 'Вложения',
  'wall.more': 'Остальные параметры',
  'wall.live': 'В реальном времени',
}
