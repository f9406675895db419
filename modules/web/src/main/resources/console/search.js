// Search: one box, a time range, and the newest events first. What is searched is in the address, so that it can be shared.
import { get } from './api.js';
import { setTitle } from './badge.js';
import { day, longDay } from './time.js';
import { empty, h, toast } from './dom.js';
import { term } from './event.js';
import { histogram } from './histogram.js';
import { ranges } from './range.js';
import { eventRow, focusedRow, move, toggle, typing } from './rows.js';
import { table } from './table.js';
import { tail } from './tail.js';

const PAGE = 100;
// A page that follows the stream all night begins anew here, before the browser gets slow.
const LIVE_ROWS = 3000;
const HINTS = ['level>=WARN', 'service:payment_api', 'duration_ms>2000', '"pool exhausted"', '-path:/health', 'user:anna OR user:bob', '| count by service'];
const FIRST_LOG = `curl ${location.origin}/api/v1/logs \\
  -d '{"level":"INFO","service":"hello","request_id":"req-000001","message":"first light"}'`;

/** The page at /search and /. */
export function searchPage(main, { query, signal, go }) {
  const asked = { q: query.get('q') ?? '', from: query.get('from') ?? '', to: query.get('to') ?? '' };
  const box = h('input', {
    id: 'q', class: 'box', type: 'search', value: asked.q, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off',
    placeholder: 'Search logs, or paste a request ID', 'aria-label': 'Search', 'aria-describedby': 'hints', enterkeyhint: 'search',
  });
  const problem = h('div', { class: 'problem', role: 'alert' });
  const status = h('p', { class: 'status', role: 'status' });
  const chart = h('div', { class: 'chart' });
  const results = h('div', { class: 'results' });
  const view = { signal, go, asked, box, problem, status, chart, results, cursor: null, lastDay: '', list: null, live: null };

  const form = h('form', { role: 'search', class: 'search', onsubmit: event => { event.preventDefault(); submit(view); } },
    h('div', { class: 'box-line' }, box, h('button', { class: 'primary', type: 'submit' }, 'Search')),
    problem, hints(view),
    h('div', { class: 'range-line' }, ranges(asked, change => show(view, change)), !asked.to && liveButton(view)));
  main.append(h('h1', { class: 'unseen' }, 'Search'), form, status, chart, results);

  document.addEventListener('keydown', event => keys(event, view), { signal });
  setTitle(asked.q);
  if (!asked.q) box.focus({ preventScroll: true });
  return run(view);
}

function hints(view) {
  return h('p', { id: 'hints', class: 'hints' }, 'Try ', HINTS.map(hint =>
    h('button', { type: 'button', class: 'hint', onclick: () => { view.box.value = join(view.box.value, hint); view.box.focus(); } }, hint)));
}

const join = (text, more) => [text.trim(), more].filter(Boolean).join(' ');

function show(view, change) {
  const next = { ...view.asked, q: view.box.value.trim(), ...change };
  const given = Object.entries(next).filter(([, value]) => value);
  view.go(`/search${given.length ? '?' + new URLSearchParams(given) : ''}`);
}

async function submit(view) {
  const text = view.box.value.trim();
  if (looksLikeId(text) && await known(text, view.signal)) view.go(`/requests/${encodeURIComponent(text)}`);
  else if (!view.signal.aborted) show(view, {});
}

const looksLikeId = text => text.length >= 6 && /\d/.test(text) && !/[\s:<>=*"()|]/.test(text);

async function known(id, signal) {
  try {
    await get(`/api/v1/requests/${encodeURIComponent(id)}`, { limit: 1 }, signal);
    return true;
  } catch {
    return false;
  }
}

async function run(view) {
  const { asked } = view;
  view.status.textContent = 'Searching …';
  try {
    const answer = await get('/api/v1/search', { ...asked, limit: PAGE, order: 'desc' }, view.signal);
    if (answer.columns) {
      counted(view, answer);
      return;
    }
    view.status.replaceChildren(...summary(view, answer));
    if (answer.events.length) zoomable(view);
    if (answer.events.length) start(view, answer);
    else view.results.replaceChildren(nothing(view));
    if (!answer.events.length && !asked.q && !asked.from) follow(view);
  } catch (cause) {
    if (view.signal.aborted) return;
    view.status.textContent = '';
    refused(view, cause);
  }
}

// A query with pipes: a table, which neither grows by itself nor goes on.
function counted(view, { columns, rows, matched, truncated, partial, took_ms: took }) {
  if (view.button) view.button.hidden = true;
  const more = [truncated && 'there are more groups', partial && 'time ran out, so numbers are too low'].filter(Boolean).join('; ');
  view.status.replaceChildren(h('strong', null, `${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'row' : 'rows'}`),
    ` of ${matched.toLocaleString('en')} ${matched === 1 ? 'event' : 'events'} in ${took} ms${more ? `; ${more}` : ''}`);
  view.results.replaceChildren(rows.length ? table(columns, rows) : nothing(view));
}

const zoomable = view => histogram(view.chart, view.asked, view.signal, range => show(view, range));

function summary({ asked }, { total, took_ms: took }) {
  const count = `${total.relation === 'gte' ? 'more than ' : ''}${total.value.toLocaleString('en')} ${total.value === 1 ? 'event' : 'events'}`;
  return [h('strong', null, count), ` in ${took} ms`, asked.q || asked.from || !total.value ? '' : ', newest first',
    total.value > 0 && h('span', { class: 'key-hint' }, h('kbd', null, 'j'), h('kbd', null, 'k'), ' move ', h('kbd', null, 'Enter'), ' open ', h('kbd', null, 'r'), ' request')].filter(Boolean);
}

function start(view, answer) {
  view.list = h('ol', { class: 'events' });
  view.more = h('button', { type: 'button', class: 'more', onclick: () => more(view) }, 'Load more');
  view.results.replaceChildren(view.list, view.more);
  add(view, answer);
  if (view.asked.q) move(view.list, 0);
}

function add(view, { events, cursor }) {
  for (const event of events) {
    const date = new Date(event._time);
    if (day(date) !== view.lastDay) {
      view.lastDay = day(date);
      view.list.append(h('li', { class: 'day' }, longDay(date)));
    }
    view.list.append(row(view, event));
  }
  view.cursor = cursor;
  view.more.hidden = !cursor;
}

const row = (view, event) => eventRow(event, { words: wordsOf(view.asked.q), onPick: (...value) => pick(view, ...value) });

function liveButton(view) {
  view.button = h('button', { type: 'button', 'aria-pressed': 'false', class: 'live', title: 'Show new events as they come in', onclick: () => follow(view) }, 'Live');
  return view.button;
}

// Starts or stops bringing what comes in.
function follow(view) {
  view.live?.abort();
  view.live = view.live ? null : new AbortController();
  view.button.setAttribute('aria-pressed', String(view.live !== null));
  if (!view.live) return;
  const signal = AbortSignal.any([view.signal, view.live.signal]);
  tail(view.asked.q, signal, () => newest(view).catch(cause => { if (!signal.aborted) console.info(cause); }), (events, dropped) => arrived(view, events, dropped));
}

// What came in before the server listened, or while it was away: the newest page again.
async function newest(view) {
  const answer = await get('/api/v1/search', { ...view.asked, limit: PAGE, order: 'desc' }, view.signal);
  if (!answer.events.length) return;
  view.status.replaceChildren(...summary(view, answer));
  if (!view.list) start(view, answer);
  else arrived(view, answer.events.reverse(), 0);
}

// Puts events that are not there yet on top, the newest first.
function arrived(view, events, dropped) {
  if (dropped) toast(`${dropped.toLocaleString('en')} events came too fast to be shown`);
  const fresh = events.filter(event => !document.getElementById(`e${event._id}`)).reverse();
  if (!fresh.length) return;
  if (!view.list || view.list.children.length + fresh.length > LIVE_ROWS) {
    view.lastDay = '';
    start(view, { events: fresh.slice(0, PAGE), cursor: null });
    return;
  }
  const title = longDay(new Date(fresh[0]._time));
  const heading = view.list.querySelector('.day');
  const rows = fresh.map(event => row(view, event));
  if (heading?.textContent === title) heading.after(...rows);
  else view.list.prepend(h('li', { class: 'day' }, title), ...rows);
}

async function more(view) {
  if (!view.cursor || view.more.disabled) return;
  view.more.disabled = true;
  try {
    const { cursor } = view;
    add(view, await get('/api/v1/search', { ...view.asked, limit: PAGE, order: 'desc', cursor }, view.signal));
  } catch (cause) {
    if (!view.signal.aborted) refused(view, cause);
  } finally {
    view.more.disabled = false;
  }
}

function pick(view, path, value, exclude) {
  const more = term(path, value, exclude);
  const text = view.box.value.trim();
  const safe = /\bOR\b/.test(text) && !/^\(.*\)$/.test(text) ? `(${text})` : text;
  view.box.value = ` ${safe} `.includes(` ${more} `) ? safe : join(safe, more);
  show(view, {});
}

// Words and phrases to mark in the results: bare ones, and values of the fields that a row shows.
function wordsOf(query) {
  const found = query.matchAll(/(-?)(?:([\w.@]+):)?("(?:[^"\\]|\\.)*"|[^\s()"|]+)/g);
  return [...found]
    .filter(([, minus, name]) => !minus && (!name || ['message', 'msg', 'action', 'operation'].includes(name)))
    .map(([, , , text]) => text.replace(/^"|"$/g, '').replace(/\*+$/, ''))
    .filter(text => text.length > 1 && !/^(OR|AND|NOT)$/.test(text) && !/[<>=:*]/.test(text));
}

function refused(view, cause) {
  const { position } = cause.body ?? {};
  const caret = Number.isInteger(position) && h('pre', { class: 'caret' }, `${view.asked.q}\n${' '.repeat(Math.max(0, position))}^`);
  view.problem.replaceChildren(h('p', null, h('strong', null, `${cause.title ?? 'Something went wrong'}: `), cause.detail ?? (cause.title ? '' : cause.message)), ...caret ? [caret] : []);
  if (caret) {
    view.box.focus();
    view.box.setSelectionRange(position, position);
  }
}

function nothing(view) {
  const { asked } = view;
  if (asked.from || asked.to) {
    return empty('Nothing in this time range',
      h('p', null, 'Events are found by the time they carry, not by the time they came in.'),
      h('p', null, h('button', { type: 'button', class: 'primary', onclick: () => show(view, { from: '', to: '' }) }, 'Search all time')));
  }
  if (asked.q) {
    return empty('Nothing found',
      h('p', null, 'A bare word is looked for as a request ID and as a word; ', h('code', null, 'field:value'), ' looks in one field; ', h('code', null, 'pool*'), ' matches beginnings. Terms are joined by AND.'));
  }
  return empty('No logs yet', h('p', null, 'Send the first one; it appears here by itself:'), h('pre', null, FIRST_LOG),
    h('p', null, 'A JSON object, an array or one object per line; any field names. Tocsin finds time, level, service and request ID by itself. See ',
      h('a', { href: '/api/v1/openapi.yaml' }, 'the API'), '.'));
}

function keys(event, view) {
  const { list } = view;
  if (event.target === view.box && list && (event.key === 'ArrowDown')) {
    event.preventDefault();
    move(list, 0);
    return;
  }
  if (event.key === 'Escape' && event.target === view.box) view.box.blur();
  if (!list || typing(event)) return;
  const row = focusedRow(list);
  if (event.key === 'j' || event.key === 'ArrowDown') {
    if (!move(list, 1)) more(view).then(() => move(list, 1));
  } else if (event.key === 'k' || event.key === 'ArrowUp') move(list, -1);
  else if (event.key === 'Enter' && row === document.activeElement) toggle(row);
  else if (event.key === 'r' && row?.requestId) view.go(`/requests/${encodeURIComponent(row.requestId)}`);
  else return;
  event.preventDefault();
}
