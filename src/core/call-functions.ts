import { choices, say } from './parameters.ts'
import type { Sentence } from './sentence.ts'

/** One part of a call: a block of the scenario, or something an agent does during the call. */
export interface CallFunction {
  readonly value: string
  readonly label: Sentence
  /** What `connect` means for it: who or what is there now. Null when it has no such moment. */
  readonly connect: Sentence | null
  /** When `success_flag` is true at its finish. */
  readonly success: Sentence
}

/**
 * The states a function goes through. `start` and `finish` always come; `connect` and `stop` come only when the other
 * side or the media was really reached, so a caller who gave up in the queue has neither.
 */
export const functionStates = choices({
  start: ['Start: entered', 'Старт: функция началась'],
  connect: ['Connect: the other side is there', 'Соединение: ответили'],
  stop: ['Stop: the talk is over', 'Стоп: разговор закончен'],
  finish: ['Finish: everything is known', 'Финиш: все данные готовы'],
})

/** Every function a call can pass through. */
export const callFunctions: readonly CallFunction[] = [
  {
    value: 'start',
    label: say('Start', 'Начало'),
    connect: say('the scenario accepted the call', 'сценарий принял звонок'),
    success: say(
      'the caller was not turned away by a black list or the rules of the line',
      'звонящего не отсеяли чёрный список или правила линии',
    ),
  },
  {
    value: 'schedule',
    label: say('Schedule check', 'Расписание'),
    connect: null,
    success: say('the time is inside the schedule', 'время попадает в расписание'),
  },
  {
    value: 'check_number',
    label: say('Number or list check', 'Проверка номера'),
    connect: null,
    success: say(
      'the number is in the attached list; matched_list_id says in which',
      'номер есть в подключённом списке; в каком — говорит matched_list_id',
    ),
  },
  {
    value: 'ivr',
    label: say('IVR menu, keys or speech', 'IVR / голосовое меню'),
    connect: say('the prompt starts', 'зазвучала подсказка'),
    success: say('a valid choice was made; see ivr_input', 'сделан допустимый выбор; какой — в ivr_input'),
  },
  {
    value: 'announcement',
    label: say('Play a message', 'Автоинформатор'),
    connect: say('the audio starts', 'зазвучало сообщение'),
    success: say(
      'it was played to the end or confirmed with a key',
      'сообщение дослушали до конца или подтвердили клавишей',
    ),
  },
  {
    value: 'condition',
    label: say('Branch on a condition', 'Условие'),
    connect: null,
    success: say('the condition is true', 'условие выполнено'),
  },
  {
    value: 'set_variable',
    label: say('Set or read a variable', 'Переменная'),
    connect: null,
    success: say('the value was written', 'значение записано'),
  },
  {
    value: 'http_request',
    label: say('Outbound request of the scenario', 'Внешний запрос'),
    connect: null,
    success: say('the answer was 2xx', 'ответ с кодом 2xx'),
  },
  {
    value: 'crm_lookup',
    label: say('CRM lookup', 'Поиск в CRM'),
    connect: null,
    success: say('the contact was found', 'контакт найден'),
  },
  {
    value: 'queue',
    label: say('Queue wait', 'Очередь'),
    connect: say('an agent was put through', 'соединили с оператором'),
    success: say(
      'the caller reached an agent; false when the caller gave up, waited too long, left by a key, or there were no agents',
      'клиента соединили с оператором; «нет» — не дождался, вышло время, вышел по клавише или не было операторов',
    ),
  },
  {
    value: 'operator',
    label: say('Agent leg: offer, ring, talk', 'Соединение с оператором'),
    connect: say('the agent answered and was put through', 'оператор ответил, и его соединили'),
    success: say(
      'there was a talk; false when the agent did not answer, was busy or refused, or the caller gave up',
      'разговор состоялся; «нет» — оператор не ответил, занят, отклонил или клиент не дождался',
    ),
  },
  {
    value: 'personal',
    label: say('The customer’s own agent', 'Персональный оператор'),
    connect: say('that agent answered', 'ответил именно этот оператор'),
    success: say('the customer talked to the assigned agent', 'клиент поговорил с закреплённым оператором'),
  },
  {
    value: 'dial_out',
    label: say('Outbound call to the customer', 'Исходящий вызов'),
    connect: say('the customer answered', 'клиент ответил'),
    success: say('a human answered', 'ответил человек'),
  },
  {
    value: 'amd',
    label: say('Answering-machine detection', 'Автоответчик'),
    connect: null,
    success: say('it is a human; see amd_result', 'это человек; см. amd_result'),
  },
  {
    value: 'auto_operator',
    label: say('Voice robot', 'Автооператор'),
    connect: say('the robot starts talking', 'робот заговорил'),
    success: say('the dialogue reached its goal', 'диалог достиг цели'),
  },
  {
    value: 'survey',
    label: say('Rating or survey after the call', 'Оценка / опрос'),
    connect: say('the first question was asked', 'задан первый вопрос'),
    success: say('every question was answered; see answer and rating', 'получены все ответы; см. answer и rating'),
  },
  {
    value: 'hold',
    label: say('Hold', 'Удержание'),
    connect: say('the customer is on hold', 'клиент на удержании'),
    success: say(
      'the agent came back before the customer hung up',
      'оператор вернулся раньше, чем клиент положил трубку',
    ),
  },
  {
    value: 'forward',
    label: say('Blind transfer or forward', 'Переадресация'),
    connect: say('the new side answered', 'новая сторона ответила'),
    success: say('the new side talked', 'разговор с новой стороной состоялся'),
  },
  {
    value: 'transfer',
    label: say('Attended transfer', 'Перевод с консультацией'),
    connect: say('the colleague answered', 'коллега ответил'),
    success: say('the customer was handed over', 'клиента передали'),
  },
  {
    value: 'conference',
    label: say('Conference', 'Конференция'),
    connect: say('a third side joined', 'подключилась третья сторона'),
    success: say('at least three sides talked', 'разговаривали не меньше трёх сторон'),
  },
  {
    value: 'mute',
    label: say('Microphone off', 'Микрофон выключен'),
    connect: say('the microphone is off', 'микрофон выключен'),
    success: say('the agent switched it on again', 'оператор снова включил микрофон'),
  },
  {
    value: 'park',
    label: say('Park', 'Парковка'),
    connect: say('the call is parked', 'звонок припаркован'),
    success: say('it was picked up in time', 'звонок вовремя забрали'),
  },
  {
    value: 'monitor',
    label: say('Listen, whisper or barge in', 'Прослушивание'),
    connect: say('the supervisor joined', 'подключился супервайзер'),
    success: say('the supervisor heard the call', 'супервайзер слышал разговор'),
  },
  {
    value: 'voicemail',
    label: say('Voicemail', 'Голосовая почта'),
    connect: say('the greeting ended', 'закончилось приветствие'),
    success: say('the message is not shorter than the least length', 'сообщение не короче минимальной длины'),
  },
  {
    value: 'callback',
    label: say('Callback request', 'Заказ перезвона'),
    connect: say('the request was taken', 'заявка принята'),
    success: say('a task was created', 'создана задача'),
  },
  {
    value: 'recording',
    label: say('Recording', 'Запись разговора'),
    connect: say('recording began', 'запись началась'),
    success: say('the file is stored and can be read', 'файл сохранён и читается'),
  },
  {
    value: 'script',
    label: say('Agent form', 'Анкета / скрипт'),
    connect: say('the form was opened', 'анкету открыли'),
    success: say('the form was closed with a result', 'анкету закрыли с результатом'),
  },
  {
    value: 'message',
    label: say('Message from the scenario', 'SMS / мессенджер'),
    connect: say('the provider accepted it', 'провайдер принял сообщение'),
    success: say('it was delivered', 'сообщение доставлено'),
  },
  {
    value: 'post_processing',
    label: say('Wrap-up', 'Постобработка (PCP)'),
    connect: say('wrap-up began', 'постобработка началась'),
    success: say('it was closed inside the limit', 'закончена в пределах лимита'),
  },
  {
    value: 'hangup',
    label: say('The whole call, at its end', 'Завершение'),
    connect: null,
    success: say(
      'the call ended normally; false on an error of the network or the system',
      'звонок завершён штатно; «нет» — ошибка сети или системы',
    ),
  },
]
