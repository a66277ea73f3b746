/**
 * The script of the API page: reads the OpenAPI document and draws it. It runs in the browser, so it is kept as text;
 * `words` stands before it. Only textContent and attributes of our own are written, never HTML.
 */
export const docsScript = String.raw`
const asked = new URLSearchParams(location.search).get('lang');
const language = asked in words ? asked : navigator.language.startsWith('ru') ? 'ru' : 'en';
const say = words[language];
const find = (id) => document.getElementById(id);
let api = {};

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = String(text);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
function put(parent, ...children) { parent.append(...children.filter(Boolean)); return parent }
function resolve(schema) { return schema && schema.$ref ? { ...resolve(named(schema.$ref)), name: schema.$ref.split('/').at(-1) } : schema ?? {} }
function named(path) { return path.slice(2).split('/').reduce((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], api) ?? {} }

function typeOf(schema, depth = 0) {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum && schema.enum.length <= 6) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const some = schema.anyOf ?? schema.oneOf;
  if (some) return some.map((one) => typeOf(one, depth + 1)).join(' | ');
  if (schema.type === 'array' || (Array.isArray(schema.type) && schema.type[0] === 'array')) return say.listOf + ' ' + typeOf(schema.items, depth + 1) + (Array.isArray(schema.type) ? ' | null' : '');
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type ?? 'JSON';
  return schema.format ? type + ' (' + schema.format + ')' : type;
}

function limitsOf(schema) {
  const parts = [];
  if (schema.enum && schema.enum.length > 6) parts.push(say.oneOf + ': ' + schema.enum.join(', '));
  if (schema.minimum !== undefined || schema.maximum !== undefined) parts.push((schema.minimum ?? '') + ' … ' + (schema.maximum ?? ''));
  if (schema.maxLength !== undefined) parts.push('≤ ' + schema.maxLength);
  if (schema.default !== undefined) parts.push('= ' + JSON.stringify(schema.default));
  return parts.join(' · ');
}

/** Names of schemas lead to them. */
function typeCell(type) {
  const parts = type.split(' ').flatMap((word) => [' ', api.components.schemas[word] ? element('a', word, { href: '#schema-' + word }) : word]);
  return put(element('code'), ...parts.slice(1));
}

function table(rows) {
  const made = element('table');
  const head = put(element('tr'), element('th', say.field), element('th', say.type), element('th', say.meaning));
  const body = put(element('tbody'), ...rows.map(([name, note, type, meaning, limits]) => {
    const first = put(element('td'), element('code', name), note ? element('small', ' ' + note) : null);
    const last = put(element('td', meaning), limits ? element('small', ' ' + limits) : null);
    return put(element('tr'), first, put(element('td'), typeCell(type)), last);
  }));
  return put(element('div', null, { class: 'scroll' }), put(made, put(element('thead'), head), body));
}

function fieldRows(schema, before = '', depth = 0) {
  const required = schema.required ?? [];
  // What is only shown is of no use in a request.
  return Object.entries(schema.properties ?? {}).filter(([, property]) => !property.readOnly).flatMap(([name, property]) => {
    const note = required.includes(name) && schema.additionalProperties === false ? say.required : '';
    const row = [before + name, note, typeOf(property), property.description ?? '', limitsOf(property)];
    const inner = property.type === 'array' ? property.items ?? {} : property;
    if (depth > 3 || !inner.properties) return [row];
    return [row, ...fieldRows(inner, before + name + (property.type === 'array' ? '[].' : '.'), depth + 1)];
  });
}

function shown(schema) {
  const box = element('div');
  const whole = resolve(schema);
  if (whole.description) put(box, element('p', whole.description));
  const parts = whole.oneOf ?? whole.anyOf;
  if (parts && !parts.every((part) => part.$ref || part.type === 'null')) for (const part of parts) put(box, shown(part));
  const rows = fieldRows(whole.type === 'array' && !whole.items?.$ref ? whole.items ?? {} : whole);
  if (rows.length) put(box, table(rows));
  else if (!parts) put(box, put(element('p'), typeCell(typeOf(schema.$ref ? { ...whole, $ref: undefined } : schema))));
  return box;
}

function sampleOf(schema, depth = 0) {
  if (!schema || depth > 6) return null;
  const whole = resolve(schema);
  if (whole.examples) return whole.examples[0];
  if ('const' in whole) return whole.const;
  if (whole.enum) return whole.enum[0];
  const some = whole.anyOf ?? whole.oneOf;
  if (some) return sampleOf(some[0], depth + 1);
  const type = Array.isArray(whole.type) ? whole.type[0] : whole.type;
  if (type === 'object') return Object.fromEntries(Object.entries(whole.properties ?? {}).filter(([, one]) => !one.readOnly).map(([name, one]) => [name, sampleOf(one, depth + 1)]));
  if (type === 'array') return [sampleOf(whole.items, depth + 1)];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return whole.minimum ?? 0;
  if (whole.format === 'date-time') return '2026-03-16T09:41:07.318Z';
  return type === 'string' ? '…' : null;
}

function code(text) {
  const box = element('div', null, { class: 'code' });
  const button = element('button', say.copy, { class: 'copy', type: 'button' });
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = say.copied;
    setTimeout(() => { button.textContent = say.copy }, 1500);
  });
  return put(box, navigator.clipboard ? button : null, element('pre', text));
}

function curlOf(method, path, operation) {
  const given = operation.parameters ?? [];
  const filled = given.filter((one) => one.in === 'path').reduce((at, one) => at.replace('{' + one.name + '}', encodeURIComponent(one.example ?? one.name)), path);
  const query = given.filter((one) => one.in === 'query' && one.example !== undefined).map((one) => one.name + '=' + encodeURIComponent(one.example)).join('&');
  const lines = ['curl ' + (method === 'get' ? '' : '-X ' + method.toUpperCase() + ' ') + quoted(location.origin + filled + (query ? '?' + query : ''))];
  if (operation.security === undefined || operation.security.length) lines.push('-H "Authorization: Bearer $HOOKSWITCH_KEY"');
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (body?.example !== undefined) lines.push('-H ' + quoted('Content-Type: ' + type), '-d ' + quoted(JSON.stringify(body.example)));
  return lines.join(' \\\n  ');
}
function quoted(text) { return "'" + text.replaceAll("'", "'\\''") + "'" }

function inside(method, path, operation) {
  const box = element('div', null, { class: 'inside' });
  put(box, element('p', operation.security?.length === 0 ? say.noKey : operation.description));
  if (operation.parameters?.length) put(box, element('h3', say.parameters), table(operation.parameters.map((one) => [one.name, say['in_' + one.in], typeOf(one.schema), one.description ?? '', limitsOf(one.schema)])));
  const bodies = Object.entries(operation.requestBody?.content ?? {});
  for (const [type, body] of bodies) {
    put(box, element('h3', say.request + ': ' + type), shown(body.schema));
    if (body.example !== undefined) put(box, element('h3', say.example), code(JSON.stringify(body.example, null, 2)));
  }
  put(box, element('h3', say.curl), code(curlOf(method, path, operation)), element('h3', say.answers));
  const answers = element('ul', null, { class: 'plain' });
  for (const [status, answer] of Object.entries(operation.responses)) {
    const whole = answer.$ref ? named(answer.$ref) : answer;
    put(answers, put(element('li'), element('code', status), element('span', ' ' + whole.description)));
  }
  put(box, answers);
  for (const [status, { content = {} }] of Object.entries(operation.responses)) for (const [type, body] of Object.entries(content)) {
    put(box, element('h3', status + ': ' + type), shown(body.schema));
    if (type === 'application/json') put(box, code(JSON.stringify(sampleOf(body.schema), null, 2)));
  }
  return box;
}

/** Every name and text below, those of the schemas that are referred to as well. */
function wordsOf(value, seen) {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (value.$ref) return seen.has(value.$ref) ? [] : wordsOf(named(value.$ref), seen.add(value.$ref));
  return Object.entries(value).flatMap(([name, inner]) => [Array.isArray(value) ? '' : name, ...wordsOf(inner, seen)]);
}

function endpoint(method, path, operation) {
  const card = element('article', null, { id: operation.operationId });
  const details = element('details');
  const summary = put(element('summary'), element('b', method.toUpperCase()), element('code', path), element('span', operation.summary));
  put(details, summary);
  // Drawn when it is opened: the whole page at once would be thousands of rows.
  details.addEventListener('toggle', () => { if (details.open && details.childElementCount === 1) put(details, inside(method, path, operation)) });
  card.dataset.words = [method, path, operation.summary, ...wordsOf(operation, new Set())].join(' ').toLowerCase();
  return put(card, details);
}

function draw() {
  find('version').textContent = api.info.version;
  const byTag = new Map(api.tags.map(({ name }) => [name, []]));
  for (const [path, methods] of Object.entries(api.paths)) for (const [method, operation] of Object.entries(methods)) byTag.get(operation.tags[0]).push([method, path, operation]);
  for (const [tag, some] of byTag) {
    const section = put(element('section'), element('h2', say.tags[tag] ?? tag), ...some.map((one) => endpoint(...one)));
    put(find('endpoints'), section);
    const links = put(element('ul'), ...some.map(([method, path, operation]) => put(element('li'), element('a', method.toUpperCase() + ' ' + path.replace('/api/v1', ''), { href: '#' + operation.operationId }))));
    put(find('contents'), element('h2', say.tags[tag] ?? tag), links);
  }
  put(find('schemas'), element('h2', say.schemas), ...Object.entries(api.components.schemas).map(([name, schema]) => {
    const details = put(element('details', null, { class: 'schema', id: 'schema-' + name }), put(element('summary'), element('code', name), element('span', schema.description ?? '')));
    details.addEventListener('toggle', () => { if (details.open && details.childElementCount === 1) put(details, put(element('div', null, { class: 'inside' }), shown(schema), code(JSON.stringify(sampleOf(schema), null, 2)))) });
    return details;
  }));
  openNamed();
}

function openNamed() {
  const target = location.hash.length > 1 && find(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const details = target.matches('details') ? target : target.querySelector('details');
  if (details) details.open = true;
  target.scrollIntoView();
}

function search() {
  const wanted = find('search').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const card of document.querySelectorAll('article')) {
    card.hidden = !wanted.every((word) => card.dataset.words.includes(word));
    if (!card.hidden) count += 1;
  }
  for (const section of document.querySelectorAll('section')) section.hidden = !section.querySelector('article:not([hidden])');
  find('schemas').hidden = wanted.length > 0;
  find('found').textContent = wanted.length === 0 ? '' : count === 0 ? say.nothing : say.found + count;
}

document.documentElement.lang = language;
document.title = find('title').textContent = say.title;
find('intro').textContent = say.loading;
find('search').placeholder = say.search; find('search').setAttribute('aria-label', say.search);
find('skip').textContent = say.skip;
find('other-language').textContent = say.other; find('other-language').href = '?lang=' + say.otherLanguage;
find('search').addEventListener('input', search);
addEventListener('hashchange', openNamed);
fetch('/openapi.json').then((reply) => reply.json()).then((document) => { api = document; find('intro').textContent = say.intro; draw() }).catch(() => { find('intro').textContent = say.broken });
`
