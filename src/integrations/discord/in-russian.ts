const refused = 'Discord не принял сообщение'

/** What became of messages, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'the message is empty: none of its variables had a value':
    'сообщение пустое: все переменные в нём оказались без значения',
  'the embeds are a text that is not JSON; write them as JSON with every {{…}} inside quotes':
    'карточки записаны не в JSON; пишите их в JSON, а каждое {{…}} — в кавычках',
  'every embed must be a JSON object with a title, a description or fields':
    'каждая карточка — объект JSON, в котором есть title, description или fields',
  'there are $1 embeds; Discord takes $2 at the most': 'карточек $1, а Discord берёт не больше $2',
  'embed $1 has $2 fields; Discord takes $3 at the most': 'в карточке $1 полей $2, а Discord берёт не больше $3',
  'the $~1 of embed $2 has $3 characters; Discord takes $4 at the most':
    'карточка $2, $~1: знаков $3, а Discord берёт не больше $4',
  title: 'заголовок',
  description: 'описание',
  footer: 'подпись',
  author: 'автор',
  'name of a field': 'название поля',
  'value of a field': 'значение поля',
  'the embeds have $1 characters together; Discord takes $2 at the most':
    'во всех карточках вместе знаков $1, а Discord берёт не больше $2',
  'Discord refused the token in the webhook address; copy the address again':
    'Discord не принял токен из адреса вебхука; скопируйте адрес заново',
  'Discord does not know the webhook: it was deleted. Make a new one, enter its address, then resume.':
    'Discord не знает этого вебхука: его удалили. Создайте новый, введите его адрес и нажмите «Возобновить».',
  'the answer is not one of Discord; check the webhook address': 'ответ пришёл не от Discord; проверьте адрес вебхука',
  'Discord asked to wait $1 s': 'Discord просит подождать $1 с',
  'Discord asked to wait $1 s; its limit for everything from this address was reached':
    'Discord просит подождать $1 с: исчерпан лимит на всё, что идёт с этого адреса',
  'Discord asked to wait $1 s; others write to the same channel too':
    'Discord просит подождать $1 с: в этот канал пишут и другие',
  'Discord refused the message: $1': `${refused}: $1`,
  'Discord refused the message: it did not say why': `${refused}, причину не назвал`,
  'Discord refused the message: $1. The thread or channel is gone; enter another one': `${refused}: $1. Ветки или канала больше нет; укажите другие`,
  'Discord refused the message: $1. Make it shorter': `${refused}: $1. Сделайте его короче`,
  'Discord refused the message: $1. None of its variables had a value': `${refused}: $1. Все переменные в нём оказались без значения`,
  'Discord refused the message: $1. The channel is a forum: enter the number of a post as the thread': `${refused}: $1. Этот канал — форум: укажите веткой номер публикации`,
  'Discord refused the message: $1. The channel is no forum: take thread_name out of the webhook address': `${refused}: $1. Этот канал — не форум: уберите thread_name из адреса вебхука`,
}
