import type { Language, Sentence } from '../../core/sentence.ts'

/** The text in the language of the day. */
export function say(sentence: Sentence, language: Language): string {
  return sentence[language]
}

/** First names that both languages know, with the spelling of the login. */
export const firstNames: readonly Sentence[] = [
  { en: 'Anna', ru: 'Анна' },
  { en: 'Boris', ru: 'Борис' },
  { en: 'Vera', ru: 'Вера' },
  { en: 'Gleb', ru: 'Глеб' },
  { en: 'Daria', ru: 'Дарья' },
  { en: 'Egor', ru: 'Егор' },
  { en: 'Zoya', ru: 'Зоя' },
  { en: 'Ivan', ru: 'Иван' },
  { en: 'Kira', ru: 'Кира' },
  { en: 'Lev', ru: 'Лев' },
  { en: 'Maria', ru: 'Мария' },
  { en: 'Nikita', ru: 'Никита' },
  { en: 'Olga', ru: 'Ольга' },
  { en: 'Pavel', ru: 'Павел' },
  { en: 'Roman', ru: 'Роман' },
  { en: 'Sofia', ru: 'София' },
  { en: 'Timur', ru: 'Тимур' },
  { en: 'Ulyana', ru: 'Ульяна' },
  { en: 'Fedor', ru: 'Фёдор' },
  { en: 'Elena', ru: 'Елена' },
  { en: 'Yana', ru: 'Яна' },
  { en: 'Artem', ru: 'Артём' },
  { en: 'Viktor', ru: 'Виктор' },
  { en: 'Galina', ru: 'Галина' },
  { en: 'Denis', ru: 'Денис' },
  { en: 'Yulia', ru: 'Юлия' },
  { en: 'Kirill', ru: 'Кирилл' },
  { en: 'Larisa', ru: 'Лариса' },
  { en: 'Maxim', ru: 'Максим' },
  { en: 'Nina', ru: 'Нина' },
]

export const initials: readonly Sentence[] = [
  { en: 'A', ru: 'А' },
  { en: 'B', ru: 'Б' },
  { en: 'V', ru: 'В' },
  { en: 'G', ru: 'Г' },
  { en: 'D', ru: 'Д' },
  { en: 'E', ru: 'Е' },
  { en: 'Z', ru: 'З' },
  { en: 'I', ru: 'И' },
  { en: 'K', ru: 'К' },
  { en: 'L', ru: 'Л' },
  { en: 'M', ru: 'М' },
  { en: 'N', ru: 'Н' },
  { en: 'O', ru: 'О' },
  { en: 'P', ru: 'П' },
  { en: 'R', ru: 'Р' },
  { en: 'S', ru: 'С' },
  { en: 'T', ru: 'Т' },
  { en: 'U', ru: 'У' },
  { en: 'F', ru: 'Ф' },
  { en: 'Y', ru: 'Я' },
]

/** What the author of the scenario called each cube. */
export const cubeNames: Readonly<Record<string, Sentence>> = {
  start: { en: 'Call comes in', ru: 'Начало звонка' },
  schedule: { en: 'Working hours', ru: 'Рабочие часы' },
  check_number: { en: 'Is it a VIP?', ru: 'Проверка VIP' },
  ivr: { en: 'Main menu', ru: 'Главное меню' },
  queue: { en: 'Wait for an operator', ru: 'Ожидание оператора' },
  operator: { en: 'Operator', ru: 'Оператор' },
  dial_out: { en: 'Call the client', ru: 'Вызов клиента' },
  amd: { en: 'Person or machine?', ru: 'Человек или автоответчик' },
  auto_operator: { en: 'Robot talks', ru: 'Разговор с роботом' },
  survey: { en: 'How did we do?', ru: 'Оценка разговора' },
  hold: { en: 'Hold', ru: 'Удержание' },
  voicemail: { en: 'Leave a message', ru: 'Голосовая почта' },
  callback: { en: 'Order a callback', ru: 'Заказ перезвона' },
  recording: { en: 'Recording', ru: 'Запись разговора' },
  script: { en: 'Operator form', ru: 'Анкета оператора' },
  post_processing: { en: 'Wrap-up', ru: 'Постобработка' },
  hangup: { en: 'End of the call', ru: 'Завершение звонка' },
}

export const rateQuestion: Sentence = {
  en: 'How well were you helped, from 1 to 5?',
  ru: 'Оцените разговор от 1 до 5',
}

export const mainEntry: Sentence = { en: 'Main entry', ru: 'Главный вход' }

export const cities: readonly Sentence[] = [
  { en: 'North City', ru: 'Северный' },
  { en: 'Riverside', ru: 'Заречный' },
  { en: 'Old Town', ru: 'Старый город' },
  { en: 'Lakeview', ru: 'Приозёрск' },
]
