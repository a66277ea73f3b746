const refused = 'Telegram не принял сообщение'
const resume = 'и нажмите «Возобновить».'

/** What became of messages, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'the message is empty: none of its variables had a value':
    'сообщение пустое: все переменные в нём оказались без значения',
  'the bot token is not one; enter what @BotFather shows, digits:letters':
    'это не токен бота; введите тот, что показывает @BotFather, — цифры:буквы',
  'Telegram asked to wait $1 s': 'Telegram просит подождать $1 с',
  'Telegram does not know the bot token; enter the one that @BotFather shows':
    'Telegram не знает такого токена бота; введите тот, что показывает @BotFather',
  'the answer is not one of Telegram; check the Bot API address':
    'ответ пришёл не от Telegram; проверьте адрес Bot API',
  'Telegram refused the message: $1': `${refused}: $1`,
  'Telegram refused the message: bad request': `${refused}, причину не назвал`,
  'Telegram refused the message: $1. Check the chat, and that the bot was added to it': `${refused}: $1. Проверьте, тот ли это чат и добавлен ли в него бот`,
  'Telegram refused the message: $1. The topic is gone; choose another one': `${refused}: $1. Этой темы больше нет; выберите другую`,
  'Telegram refused the message: $1. Ask the person to unblock the bot, then resume the integration.': `${refused}: $1. Попросите человека разблокировать бота ${resume}`,
  'Telegram refused the message: $1. The person has to write to the bot first, then resume the integration.': `${refused}: $1. Пусть человек сначала напишет боту; потом нажмите «Возобновить».`,
  'Telegram refused the message: $1. Add the bot to the chat again, then resume the integration.': `${refused}: $1. Снова добавьте бота в чат ${resume}`,
  'Telegram refused the message: $1. Choose another chat.': `${refused}: $1. Выберите другой чат.`,
  'Telegram refused the message: forbidden. Choose another chat.': `${refused}: писать туда нельзя. Выберите другой чат.`,
}
