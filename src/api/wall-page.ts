import { createHash } from 'node:crypto'

const words = {
  en: {
    title: 'Message wall',
    intro: 'Messages that Hookswitch delivered, as people would see them. New ones appear by themselves.',
    key: 'API key',
    open: 'Open',
    empty: 'No messages yet. Send an event, and the first one appears here.',
    refused: 'This key was refused. Give another one.',
    offline: 'The server does not answer; trying again…',
  },
  ru: {
    title: 'Стена сообщений',
    intro: 'Всё, что доставил Hookswitch, в том виде, в каком это видят люди. Новое появляется само.',
    key: 'Ключ API',
    open: 'Открыть',
    empty: 'Сообщений пока нет. Отправьте событие, и первое появится здесь.',
    refused: 'Ключ не подошёл. Введите другой.',
    offline: 'Сервер не отвечает, пробую ещё раз…',
  },
}

const style = `
:root { color-scheme: light dark; --ground: #f3f4f6; --card: #fff; --ink: #111827; --soft: #5b6472; --line: #d9dde3; --accent: #0f62c9 }
@media (prefers-color-scheme: dark) { :root { --ground: #12151a; --card: #1c2128; --ink: #e8eaed; --soft: #a2abb8; --line: #323943; --accent: #6ea8ff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 4rem }
h1 { font-size: 1.35rem; margin: 0 0 .25rem } p { color: var(--soft); margin: 0 0 1rem }
form { display: flex; gap: .5rem; margin-bottom: 1rem } input { flex: 1; min-width: 0 }
input, button { font: inherit; padding: .45rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); color: inherit }
button { background: var(--accent); border-color: var(--accent); color: #fff } @media (prefers-color-scheme: dark) { button { color: #10141a } }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem }
li { background: var(--card); border: 1px solid var(--line); border-left-width: 4px; border-radius: .5rem; padding: .65rem .9rem }
li.telegram { border-left-color: #2aabee } li.discord { border-left-color: #5865f2 } li.slack { border-left-color: #e0a100 } li.mail { border-left-color: #6b7280 }
header { display: flex; gap: .6rem; align-items: baseline; font-size: .82rem; color: var(--soft) } header div { flex: 1; min-width: 0; overflow-wrap: anywhere } header b { color: var(--ink); margin-right: .6rem } time { white-space: nowrap }
pre { margin: .35rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
strong.subject { display: block; margin-top: .35rem }
[hidden] { display: none }`

const script = `
const words = ${JSON.stringify(words)};
const asked = new URLSearchParams(location.search).get('lang');
const language = asked in words ? asked : navigator.language.startsWith('ru') ? 'ru' : 'en';
const say = words[language];
const find = (id) => document.getElementById(id);
document.documentElement.lang = language;
document.title = say.title + ' — Hookswitch';
find('title').textContent = say.title; find('intro').textContent = say.intro;
find('key').setAttribute('aria-label', say.key); find('key').placeholder = say.key; find('open').textContent = say.open;
const fragment = new URLSearchParams(location.hash.slice(1)).get('key');
if (fragment) { sessionStorage.setItem('key', fragment); history.replaceState(null, '', location.pathname + location.search) }
const shown = new Set();
function element(name, text, className) { const made = document.createElement(name); made.textContent = text; if (className) made.className = className; return made }
function whenOf(at) {
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString(language) : at.toLocaleString(language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
function card(item) {
  const made = element('li', '', ['telegram', 'discord', 'slack', 'mail'].includes(item.looks_like) ? item.looks_like : 'telegram');
  const head = document.createElement('header');
  const names = document.createElement('div');
  names.append(element('b', item.integration.name ?? ''), element('span', item.binding.name ?? ''));
  head.append(names, element('time', whenOf(new Date(item.at))));
  made.append(head);
  const { text, subject, title, ...rest } = item.message;
  if (subject ?? title) made.append(element('strong', String(subject ?? title), 'subject'));
  made.append(element('pre', text === undefined ? JSON.stringify(rest, null, 2) : String(text)));
  return made;
}
function notice(text) { find('notice').textContent = text; find('notice').hidden = !text }
async function refresh() {
  const key = sessionStorage.getItem('key');
  find('ask').hidden = Boolean(key);
  if (!key) return;
  try {
    const reply = await fetch('/api/v1/wall?limit=200', { headers: { authorization: 'Bearer ' + key } });
    if (reply.status === 401 || reply.status === 403) { sessionStorage.removeItem('key'); notice(say.refused); find('ask').hidden = false; return }
    const { items } = await reply.json();
    for (const item of items.toReversed()) {
      if (shown.has(item.delivery_id)) continue;
      shown.add(item.delivery_id);
      find('messages').prepend(card(item));
    }
    notice(shown.size ? '' : say.empty);
  } catch { notice(say.offline) }
}
find('ask').addEventListener('submit', (event) => { event.preventDefault(); sessionStorage.setItem('key', find('key').value.trim()); refresh() });
refresh(); setInterval(refresh, 1500);`

const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hookswitch</title><style>${style}</style></head>
<body><main><h1 id="title"></h1><p id="intro"></p>
<form id="ask" hidden><input id="key" type="password" autocomplete="off" required><button id="open"></button></form>
<p id="notice" role="status" hidden></p><ol id="messages" aria-live="polite"></ol></main>
<script>${script}</script></body></html>
`

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** The plain page that shows the message wall until the console does. Messages are put in as text only, so nothing in them can act. */
export const wallPage = {
  html,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  },
}
