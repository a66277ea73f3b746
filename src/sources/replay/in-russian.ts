/** How far the telling is, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'Telling $1': 'Идёт запись $1',
  'The recording is over: $1 events': 'Запись закончилась, событий: $1',
  'could not read the recording $1': 'не удалось прочитать запись $1',
}
