/** What became of messages, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'the message is empty: none of its variables had a value':
    'сообщение пустое: все переменные в нём оказались без значения',
}
