import { createHash } from 'node:crypto'

const words = {
  en: {
    title: 'Fakes',
    intro: 'Services that are not there. What you send them stays on this machine, in memory, until they stop.',
    settings: 'What to enter for an integration',
    messages: 'Received',
    empty: 'Nothing yet. Make an integration with one of the settings above and press Test.',
    offline: 'The fakes do not answer; trying again…',
    nameless: '(the usual sender)',
  },
  ru: {
    title: 'Подставные сервисы',
    intro: 'Настоящих сервисов за ними нет. Всё присланное остаётся в памяти этого компьютера, пока они запущены.',
    settings: 'Что вписать в интеграцию',
    messages: 'Получено',
    empty: 'Пока пусто. Создайте интеграцию с настройками выше и нажмите «Проверить».',
    offline: 'Сервисы не отвечают, пробую ещё раз…',
    nameless: '(обычный отправитель)',
  },
}

const style = `
:root { color-scheme: light dark; --ground: #f3f4f6; --card: #fff; --ink: #111827; --soft: #5b6472; --line: #d9dde3 }
@media (prefers-color-scheme: dark) { :root { --ground: #12151a; --card: #1c2128; --ink: #e8eaed; --soft: #a2abb8; --line: #323943 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 4rem }
h1 { font-size: 1.35rem; margin: 0 0 .25rem } h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem } p { color: var(--soft); margin: 0 0 1rem }
details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .5rem; padding: .45rem .9rem }
summary { cursor: pointer } summary code { color: var(--soft); margin-left: .5rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .5rem 0 .25rem; font: .85rem/1.5 ui-monospace, monospace }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere; user-select: all }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem }
li { background: var(--card); border: 1px solid var(--line); border-left: 4px solid #6b7280; border-radius: .5rem; padding: .65rem .9rem }
li.telegram { border-left-color: #2aabee } li.discord { border-left-color: #5865f2 } li.slack { border-left-color: #e0a100 } li.webhook { border-left-color: #1a9c5b }
header { display: flex; gap: .6rem; flex-wrap: wrap; font-size: .82rem; color: var(--soft) } header b { color: var(--ink) } time { margin-left: auto }
pre { margin: .35rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
strong { display: block; margin-top: .35rem }
[hidden] { display: none }`

const script = `
const words = ${JSON.stringify(words)};
const asked = new URLSearchParams(location.search).get('lang');
const language = asked in words ? asked : navigator.language.startsWith('ru') ? 'ru' : 'en';
const say = words[language];
const find = (id) => document.getElementById(id);
document.documentElement.lang = language;
document.title = say.title + ' — Hookswitch';
for (const id of ['title', 'intro', 'settings', 'messages']) find(id).textContent = say[id];
function element(name, text, className) { const made = document.createElement(name); made.textContent = text; if (className) made.className = className; return made }
function way({ kind, title, settings }) {
  const made = document.createElement('details');
  const summary = element('summary', title[language]);
  summary.append(element('code', kind));
  const list = document.createElement('dl');
  for (const [name, value] of Object.entries(settings)) list.append(element('dt', name), element('dd', String(value)));
  made.append(summary, list);
  return made;
}
function card({ kind, at, to, from, title, text }) {
  const made = element('li', '', kind);
  const head = document.createElement('header');
  head.append(element('b', kind), element('span', (from || say.nameless) + ' → ' + to), element('time', new Date(at).toLocaleTimeString(language)));
  made.append(head);
  if (title) made.append(element('strong', title));
  made.append(element('pre', text));
  return made;
}
function notice(text) { find('notice').textContent = text; find('notice').hidden = !text }
let newest = 0;
let told = false;
async function refresh() {
  try {
    const { ways, absent, messages } = await (await fetch('/messages')).json();
    if (!told) find('ways').append(...ways.map(way), ...absent.map(({ reason }) => element('p', reason[language])));
    told = true;
    if (messages.length && messages[0].no < newest) { newest = 0; find('list').replaceChildren() }
    for (const message of messages.toReversed()) {
      if (message.no <= newest) continue;
      newest = message.no;
      find('list').prepend(card(message));
    }
    notice(newest ? '' : say.empty);
  } catch { notice(say.offline) }
}
refresh(); setInterval(refresh, 1000);`

const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hookswitch</title><style>${style}</style></head>
<body><main><h1 id="title"></h1><p id="intro"></p>
<h2 id="settings"></h2><div id="ways"></div>
<h2 id="messages"></h2><p id="notice" role="status" hidden></p><ol id="list" aria-live="polite"></ol></main>
<script>${script}</script></body></html>
`

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** The page that shows what the fakes received. Messages are put in as text only, so nothing in them can act. */
export const fakesPage = {
  html,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  },
}
