const refused = 'Slack не принял сообщение: $1'
const resume = 'и нажмите «Возобновить».'
const newWebhook = `Создайте новый вебхук, введите его адрес ${resume}`

/** What became of messages, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'the message is empty: none of its variables had a value':
    'сообщение пустое: все переменные в нём оказались без значения',
  'the blocks are a text that is not JSON; write them as JSON with every {{…}} inside quotes':
    'блоки записаны не в JSON; пишите их в JSON, а каждое {{…}} — в кавычках',
  'every block must be a JSON object with a type': 'каждый блок — объект JSON, в котором есть type',
  'there are $1 blocks; Slack takes $2 at the most': 'блоков $1, а Slack берёт не больше $2',
  'the binding names a channel, but an incoming webhook always writes to its own; use a bot token':
    'в привязке указан канал, но входящий вебхук всегда пишет в свой; нужен токен бота',
  'the integration has neither a webhook address nor a token with a channel':
    'у внешнего ресурса нет ни адреса вебхука, ни токена с каналом',
  'the answer is not one of Slack; check the Web API address': 'ответ пришёл не от Slack; проверьте адрес Web API',
  'the answer is not one of Slack; check the webhook address': 'ответ пришёл не от Slack; проверьте адрес вебхука',
  'the answer broke off before it told whether the message was taken':
    'ответ оборвался раньше, чем стало ясно, принято ли сообщение',
  'Slack asked to wait $1 s': 'Slack просит подождать $1 с',
  'Slack answered $1': 'Slack ответил: $1',
  'Slack answered fatal_error: the message may have been posted all the same':
    'Slack ответил fatal_error, но сообщение могло и появиться',
  'Slack refused the message: $1': refused,
  'Slack refused the message: $1. Enter the bot token that the app’s page shows, then resume the integration.': `${refused}. Введите токен бота со страницы приложения ${resume}`,
  'Slack refused the message: $1. The app was removed from the workspace: install it again and enter its token.': `${refused}. Приложение удалили из рабочего пространства: установите его снова и введите токен.`,
  'Slack refused the message: $1. Copy the webhook address again': `${refused}. Скопируйте адрес вебхука заново`,
  'Slack refused the message: $1. Check the channel’s ID; a private channel is found only when the bot was invited': `${refused}. Проверьте идентификатор канала; закрытый канал виден боту, только если его туда пригласили`,
  'Slack refused the message: $1. Write /invite and the bot’s name in the channel, then resume the integration.': `${refused}. Напишите в канале /invite и имя бота ${resume}`,
  'Slack refused the message: $1. The channel was archived; choose another one': `${refused}. Канал в архиве; выберите другой`,
  'Slack refused the message: $1. Give the app the right chat:write and install it again': `${refused}. Дайте приложению право chat:write и установите его снова`,
  'Slack refused the message: $1. An administrator of the workspace forbids it': `${refused}. Запретил администратор рабочего пространства`,
  'Slack refused the message: $1. None of its variables had a value': `${refused}. Все переменные в нём оказались без значения`,
  'Slack refused the message: $1. Make it shorter': `${refused}. Сделайте его короче`,
  'Slack refused the message: $1. The blocks hold too much text together; Slack takes about 13,000 characters': `${refused}. В блоках вместе слишком много текста; Slack берёт около 13 000 знаков`,
  'Slack refused the message: $1. Try the blocks in Block Kit Builder': `${refused}. Проверьте блоки в Block Kit Builder`,
  'Slack refused the message: $1. The webhook was removed or its address is not whole. Make a new webhook and enter its address, then resume the integration.': `${refused}. Вебхук удалили, или его адрес скопирован не целиком. ${newWebhook}`,
  'Slack refused the message: $1. The webhook was turned off. Make a new webhook and enter its address, then resume the integration.': `${refused}. Вебхук выключили. ${newWebhook}`,
  'Slack refused the message: $1. There is no such workspace. Make a new webhook and enter its address, then resume the integration.': `${refused}. Такого рабочего пространства нет. ${newWebhook}`,
  'Slack refused the message: $1. The channel was deleted. Make a new webhook and enter its address, then resume the integration.': `${refused}. Канал удалили. ${newWebhook}`,
  'Slack refused the message: $1. The channel was archived. Bring it back, or: make a new webhook and enter its address, then resume the integration.': `${refused}. Канал в архиве. Верните его или создайте новый вебхук и введите его адрес; потом нажмите «Возобновить».`,
  'Slack refused the message: $1. The person it wrote to is gone. Make a new webhook and enter its address, then resume the integration.': `${refused}. Человека, которому он писал, больше нет. ${newWebhook}`,
}
