/** What is said around another sentence about a delivery. */
export const aroundOutcomes: Readonly<Record<string, string>> = {
  '$~1 (attempts used up)': '$~1 (попытки закончились)',
  'Unknown result: $~1': 'Дошло ли сообщение, неизвестно: $~1',
  'the conditions hold, but the message was skipped: $~1': 'условия выполнены, но сообщение пропущено: $~1',
}

/** Why a delivery waits, was skipped or was given up, and why a binding answered an event or did not. */
const decisions: Readonly<Record<string, string>> = {
  throttled: 'остановлено защитой от повторов',
  'quiet hours': 'тихие часы',
  expired: 'сообщение устарело',
  test: 'проверка',
  interrupted: 'прервано',
  'interrupted: the server was stopped': 'прервано: сервер остановили',
  'The attempt was interrupted': 'Попытка прервана',
  'digest member of $1': 'ушло в составе сводки $1',
  'loop guard: the event was caused by this binding': 'остановлено защитой от петель: событие вызвала эта же привязка',
  'loop guard: $1 bindings in a row led here':
    'остановлено защитой от петель: сюда привела цепочка привязок — $1 подряд',
  'the binding was deleted': 'привязка удалена',
  'the integration was deleted': 'внешний ресурс удалён',
  'there is no kind $1 any more': 'внешних ресурсов вида $1 больше нет',
  'canceled by $1': 'отменено: $1',
  'paused by $1': 'на паузе: $1',
  'the event is a test': 'это проверочное событие',
  'one of them belongs to the demo call center, the other does not':
    'одно из демонстрационного колл-центра, другое — нет',
  'the conditions hold': 'условия выполнены',
  'the conditions do not hold': 'условия не выполнены',
  'the binding is off': 'привязка выключена',
  'the binding was made after the event': 'привязка создана после события',
  'the conditions hold now, but the binding was changed after the event':
    'сейчас условия выполнены, но привязку изменили уже после события',
  'the binding was off when the event came': 'когда пришло событие, привязка была выключена',
}

/** What a service answered, where it has no words of its own, and how Test went. */
const answers: Readonly<Record<string, string>> = {
  'The message was delivered': 'Сообщение доставлено',
  'The message was taken and will be delivered later': 'Сообщение принято, его доставят позже',
  'The message could not be made: $1': 'Сообщение не получилось составить: $1',
  'answered $1': 'сервис ответил кодом $1',
  'answered 429: asked to slow down': 'сервис ответил кодом 429: просит отправлять реже',
  'answered 401: the credentials were refused': 'сервис ответил кодом 401: данные для входа не подошли',
  'answered 410: the address is gone': 'сервис ответил кодом 410: этого адреса больше нет',
  'answered $1: it sends us elsewhere. Redirects are not followed; put the final address into the settings':
    'сервис ответил кодом $1: отправляет на другой адрес. Перенаправления не выполняются: укажите в настройках конечный адрес',
  'answered $1: it sends us to $2. Redirects are not followed; put the final address into the settings':
    'сервис ответил кодом $1: отправляет на $2. Перенаправления не выполняются: укажите в настройках конечный адрес',
}

/** Why a request could not leave or brought no answer. */
const connections: Readonly<Record<string, string>> = {
  '$1 may not be reached from here. If it is your own server, allow its network in HOOKSWITCH_ALLOW_NETS.':
    'На $1 отсюда отправлять нельзя. Если это ваш сервер, разрешите его сеть в HOOKSWITCH_ALLOW_NETS.',
  'the address of $1 was not found: $~2': 'адрес $1 не найден: $~2',
  'there is no such name': 'такого имени нет',
  'the name server did not answer': 'сервер имён не отвечает',
  'it has none': 'у этого имени адреса нет',
  '$1 did not answer': '$1 не отвечает',
  '$1 did not answer in $2 ms': '$1 не ответил за $2 мс',
  'could not connect to $1: $~2': 'не удалось соединиться с $1: $~2',
  'nothing listens there': 'там никто не принимает соединений',
  'there is no way to it': 'он недоступен по сети',
  'there is no way to its network': 'его сеть недоступна',
  'it closed the connection': 'он закрыл соединение',
  'the connection failed': 'связь не установилась',
  'could not start a secure connection with $1: $~2': 'не удалось установить защищённое соединение с $1: $~2',
  'no common TLS version or cipher': 'нет общей версии TLS или общего шифра',
  'it broke off': 'оно оборвалось',
  '$1 gave an answer that is not HTTP': '$1 ответил не по HTTP',
  '$1 closed the connection without an answer': '$1 закрыл соединение, не ответив',
  'the request to $1 could not be written': 'запрос к $1 не получилось составить',
  'the request to $1 was interrupted': 'запрос к $1 прерван',
  'the request to $1 was interrupted: the server is stopping': 'запрос к $1 прерван: сервер останавливают',
  'the method is not one of HTTP': 'такого метода в HTTP нет',
  'the address is not a valid URL': 'адрес записан неверно',
  'the address must begin with http:// or https://': 'адрес должен начинаться с http:// или https://',
  'the address holds a user name or password; put them into the authentication settings':
    'в адресе стоят имя или пароль; перенесите их в настройки авторизации',
  'a header has a name that HTTP does not allow': 'у одного из заголовков имя, недопустимое в HTTP',
  'the header $1 is set by the connection itself; remove it': 'заголовок $1 ставит само соединение; уберите его',
  'the header $1 holds a line break or another control character':
    'в заголовке $1 перенос строки или другой управляющий символ',
}

/** What is wrong with the certificate of a service. */
const certificates: Readonly<Record<string, string>> = {
  'the certificate of $1 is not valid: $~2': 'сертификат $1 недействителен: $~2',
  'it has expired': 'срок его действия истёк',
  'it is not valid yet': 'срок его действия ещё не начался',
  'it was revoked': 'его отозвали',
  'it is signed by itself, not by a known authority': 'он самоподписанный, известный центр его не заверял',
  'it is signed by an authority that is not known': 'его подписал неизвестный центр сертификации',
  'the server does not send the certificate between it and the authority':
    'сервер не присылает промежуточный сертификат',
  'it is signed by an authority that is not known, or the server does not send the certificate between the two':
    'его подписал неизвестный центр сертификации или сервер не присылает промежуточный сертификат',
  'it was issued for another name': 'он выдан на другое имя',
  'its signature is wrong': 'его подпись неверна',
  'its signature is too weak': 'его подпись слишком слабая',
  'its authority does not allow this use': 'центр сертификации не разрешает использовать его так',
  'its chain is too long': 'слишком длинная цепочка сертификатов',
  'its key is too short': 'его ключ слишком короткий',
  'the key of its authority is too short': 'у центра сертификации слишком короткий ключ',
  'it is not meant for servers': 'он выдан не для серверов',
}

/** What became of deliveries, as far as no kind says it in words of its own. */
export const outcomeSentences: Readonly<Record<string, string>> = {
  ...decisions,
  ...answers,
  ...connections,
  ...certificates,
}
