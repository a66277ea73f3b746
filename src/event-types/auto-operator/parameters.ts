import type { Parameter } from '../../core/event-type.ts'
import {
  choice,
  choices,
  count,
  flag,
  id,
  link,
  map,
  moment,
  number,
  say,
  seconds,
  text,
} from '../../core/parameters.ts'

const botEvents = choices({
  not_recognized: ['Answer not recognized', 'Ответ не распознан'],
  data_not_recognized: ['Data not recognized', 'Данные не распознаны'],
  confirmation_needed: ['Confirmation needed', 'Нужно подтверждение'],
  callback_requested: ['Callback requested', 'Просит перезвонить'],
  confirmed: ['Confirmed', 'Подтверждено'],
  refused: ['Refused', 'Отказ'],
  goal_reached: ['Goal reached', 'Цель достигнута'],
  silence: ['Silence', 'Молчание'],
  barge_in: ['Robot interrupted', 'Перебил робота'],
  operator_requested: ['Asks for a human', 'Просит оператора'],
  transferred: ['Transferred', 'Переведён'],
  answering_machine: ['Answering machine', 'Автоответчик'],
  dropped: ['Call dropped', 'Звонок оборвался'],
  engine_error: ['Engine error', 'Ошибка движка'],
})

const sentiments = choices({
  negative: ['Negative', 'Негативная'],
  neutral: ['Neutral', 'Нейтральная'],
  positive: ['Positive', 'Позитивная'],
})

export const parameters: readonly Parameter[] = [
  choice('bot_event', 'What happened', 'Что произошло', botEvents, { sample: 'not_recognized' }),
  id('bot_id', 'Robot ID', 'ID робота', { sample: '9' }),
  text('bot_name', 'Robot', 'Робот', { sample: 'Delivery robot' }),
  id('step_id', 'Step ID', 'ID шага', { sample: 's4' }),
  text('step_name', 'Step', 'Шаг диалога', { sample: 'Delivery address' }),
  text('intent', 'Intent', 'Намерение', {
    help: say('What the robot thinks the customer wants.', 'Чего, по мнению робота, хочет клиент.'),
    sample: 'change_address',
  }),
  number('confidence', 'Confidence', 'Уверенность', {
    help: say('From 0 to 1.', 'От 0 до 1.'),
    sample: 0.31,
  }),
  text('recognized_text', 'Recognized text', 'Распознанный текст', {
    help: say('What the robot heard, word for word.', 'Что робот услышал, дословно.'),
    pii: 'T',
    sample: 'на Абая там у магазина',
  }),
  text('question', 'Question', 'Вопрос', { sample: 'Where shall we deliver?' }),
  text('answer', 'Answer', 'Ответ', {
    help: say(
      'The answer as the robot understood it. 2, 02 and "2" are the same answer.',
      'Ответ, как его понял робот. 2, 02 и "2" — один и тот же ответ.',
    ),
    pii: 'T',
    numeric: true,
    sample: 'yes',
  }),
  map('slots', 'Collected data', 'Собранные данные', {
    help: say(
      'What the robot found out, by name: slots.address, slots.date.',
      'Что робот выяснил, по именам: slots.address, slots.date.',
    ),
    pii: 'C',
    sample: { date: '2026-03-18' },
  }),
  count('attempts_count', 'Attempts count', 'Число попыток', {
    help: say('Tries at this step.', 'Попыток на этом шаге.'),
    sample: 3,
  }),
  count('turns_count', 'Turns', 'Реплик', {
    help: say('Turns of the dialogue so far.', 'Сколько реплик уже было в диалоге.'),
    sample: 7,
  }),
  seconds('connect_time', 'Connect time', 'Время соединения', {
    help: say('Length of the dialogue so far, in seconds.', 'Длительность диалога к этому моменту, в секундах.'),
    sample: 52,
  }),
  text('language', 'Language', 'Язык', {
    help: say('A BCP 47 tag, such as ru-RU.', 'Код BCP 47, например ru-RU.'),
    sample: 'ru-RU',
  }),
  text('engine', 'Speech engine', 'Движок распознавания', { sample: 'builtin' }),
  choice('sentiment', 'Sentiment', 'Тональность', sentiments, { sample: 'neutral' }),
  moment('callback_at', 'Call back at', 'Когда перезвонить', { sample: '2026-03-17T09:00:00.000Z' }),
  text('callback_phone', 'Call back to', 'Куда перезвонить', {
    help: say('When it is not the number of this call.', 'Если это не номер, с которого говорят.'),
    pii: 'C',
    phone: true,
    sample: '+70005556677',
  }),
  flag('is_final', 'Last of the dialogue', 'Последнее в диалоге', { sample: false }),
  link('recording_url', 'Recording', 'Запись разговора', {
    help: say(
      'A signed link that stops working after a while.',
      'Подписанная ссылка, которая со временем перестаёт работать.',
    ),
    pii: 'U',
    sample: 'https://example.com/recordings/3512?signature=demo',
  }),
]
