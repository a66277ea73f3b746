/** Bindings, conditions and integrations. */
export const ruleSentences: Readonly<Record<string, string>> = {
  'There is no binding $1': 'Нет привязки $1',
  'There never was a binding $1': 'Привязки $1 никогда не было',
  'Binding “$1” is at version $2 by now, not $3': 'Привязка «$1» уже в версии $2, а не $3',
  'The binding has no integration': 'У привязки нет интеграции',
  'The binding has no integration to send through': 'У привязки нет интеграции, через которую отправлять',
  'There is no integration $1': 'Нет интеграции $1',
  'is not an integration of ours': 'такой интеграции здесь нет',
  'must be another one': 'должна быть другая',
  'It cannot replace itself': 'Она не может заменить саму себя',
  '“$1” does not fit there: $~2': '«$1» туда не подходит: $~2',
  '“$1” is used by $2 and others. Change or delete these bindings first':
    '«$1» используют $2 и другие. Сначала измените или удалите эти привязки',
  '“$1” is used by $2. Change or delete these bindings first':
    '«$1» используют $2. Сначала измените или удалите эти привязки',
  'The file “$1” is attached by $2 and others. Change or delete these bindings first':
    'Файл «$1» прикладывают $2 и другие. Сначала измените или удалите эти привязки',
  'The file “$1” is attached by $2. Change or delete these bindings first':
    'Файл «$1» прикладывают $2. Сначала измените или удалите эти привязки',
  'The kind “$1” has no helper “$2”': 'У вида «$1» нет помощника «$2»',
  'There is no kind “$1”': 'Нет вида «$1»',
  'There is no kind of integration “$1”': 'Нет вида интеграций «$1»',
  'cannot change; it is $1': 'нельзя изменить; это $1',
  'There is no source $1': 'Нет источника $1',
  'There is no user $1': 'Нет сотрудника $1',
  'There is a user $1 already': 'Сотрудник $1 уже есть',
  'There is no view $1': 'Нет сохранённого вида $1',
  'The view “$1” belongs to $2; save one of your own': 'Вид «$1» принадлежит $2; сохраните свой',
  'is required: how many seconds are gathered into one message':
    'нужно заполнить: за сколько секунд собирать одно сообщение',
  'must be a list of weekdays from 1 (Monday) to 7 (Sunday)':
    'должен быть список дней от 1 (понедельник) до 7 (воскресенье)',
  'must be a list of 1 to $1 waits in seconds': 'должен быть список ожиданий в секундах, от 1 до $1 штук',
  'The event is of the type $1, the binding wants $2': 'Это событие типа $1, а привязке нужно $2',
  'must be an event of the type $1': 'должно быть событие типа $1',
  'No event was named': 'Не названо событие',
  'No parameter was named': 'Не назван параметр',
  'The conditions are not valid': 'Условия составлены неверно',
  '$1 is compared with a mask: write the value itself': '$1 сравнивается с маской: впишите само значение',
  'Conditions may be nested at most $1 levels deep.': 'Условия можно вкладывать не глубже $1 уровней.',
  'Must be a group (all, any, not) or a comparison.': 'Должна быть группа (all, any, not) или сравнение.',
  'Must have exactly one of: all, any, not, or param with op and value.':
    'Должно быть ровно одно из: all, any, not или param с op и value.',
  'Must be a list of at least one condition.': 'Должен быть список хотя бы из одного условия.',
  'Must be the name of a parameter.': 'Должно быть имя параметра.',
  'Must be at most $1 characters long.': 'Слишком длинно: помещается $1 знаков.',
  'Must be one of: $1.': 'Должно быть одно из: $1.',
  '$1 cannot be used in a condition.': '$1 нельзя использовать в условии.',
  '$1 takes one of: $2.': 'Для $1 подходит одно из: $2.',
  '$1 takes no value: leave it out.': 'Для $1 значение не нужно: уберите его.',
  'A value to compare with is missing.': 'Не указано, с чем сравнивать.',
  'Must be a list of 1 to $1 values.': 'Должен быть список значений, от 1 до $1.',
  'Must not be null: use exists or not_exists to ask whether there is a value.':
    'Не может быть null: есть ли значение, спрашивают операторы exists и not_exists.',
  'Must be a text, a number, or true or false.': 'Должен быть текст, число, true или false.',
  'Must not be empty: every text would fit.': 'Не может быть пустым: подошёл бы любой текст.',
  'Must be a number, such as 47.': 'Должно быть число, например 47.',
  'Must be a date and time with a zone, such as 2026-03-16T09:41:07Z.':
    'Должны быть дата и время с поясом, например 2026-03-16T09:41:07Z.',
  'Must be a text or a number: one element of the list.': 'Должен быть текст или число: один элемент списка.',
  'Not known here; expected $1.': 'Такого здесь нет; ожидается $1.',
  'There may be at most $1 comparisons.': 'Сравнений может быть не больше $1.',
  'There is no retry job $1': 'Нет задания на повтор $1',
  '$1 retry jobs run already; wait for one of them or stop it':
    'Уже идут повторы ($1): дождитесь конца одного из них или остановите его',
  'It was delivered; sending it again would make a second message':
    'Доставлено; ещё одна отправка создаст второе сообщение',
  'It is $1 already': 'Уже закончено: $1',
  'It is being sent right now; look again in a moment': 'Отправляется прямо сейчас; загляните через мгновение',
  'There is no delivery $1': 'Нет доставки $1',
  'There is no class of failure “$1”': 'Нет класса ошибок «$1»',
}
