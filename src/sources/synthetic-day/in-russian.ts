/** How far the day is, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'The day of $1 is over: $2 events': 'День $1 закончился, событий: $2',
}
