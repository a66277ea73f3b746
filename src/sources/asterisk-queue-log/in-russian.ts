const gap = 'журнал сменили, пока его не читали, и его конец пропал: каких-то звонков может не хватать'

/** How reading fares, in Russian. */
export const russian: Readonly<Record<string, string>> = {
  'there is no $1 yet; waiting for it': 'файла $1 пока нет; ждём',
  '$1 cannot be read ($~2); allow Hookswitch to read it': 'файл $1 не читается ($~2); разрешите Hookswitch его читать',
  'the position file $1 cannot be read ($~2); allow Hookswitch to read it':
    'файл с местом чтения $1 не читается ($~2); разрешите Hookswitch его читать',
  'the position file $1 cannot be written ($2); allow Hookswitch to write in its folder, or choose another':
    'файл с местом чтения $1 не записывается ($2); разрешите Hookswitch писать в его папку или выберите другой',
  '$1 is not a position file of Hookswitch; choose another name, or remove it to start anew':
    '$1 — не файл с местом чтения; выберите другое имя или удалите его, чтобы начать сначала',
  'not a file': 'это не файл',
  '$1 is not a file': '$1 — не файл',
  '$1 holds fewer than $2 bytes': 'в $1 меньше $2 байт',
  'there is no time zone “$1”; write a name such as Europe/Berlin':
    'часового пояса «$1» нет; пишите имя вроде Europe/Moscow',
  'the log was rotated while it was not being read, and its rest is gone: some calls may be missing': gap,
  '$1 lines are not in the form of queue_log': 'строк не в формате queue_log: $1',
  'the log was rotated while it was not being read, and its rest is gone: some calls may be missing; $1 lines are not in the form of queue_log': `${gap}; строк не в формате queue_log: $1`,
}
