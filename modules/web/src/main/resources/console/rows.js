// One event as a row, in search results and in a request's timeline alike: a line that opens into the whole event.
import { copy, h } from './dom.js';
import { durationMs, field, level, plain, requestIds, said } from './event.js';
import { jsonTree } from './json.js';
import { clock, duration, longDay } from './time.js';

/**
 * @param words terms to mark in the text, lower case
 * @param lead the first column; the time of day when not given
 * @param onPick see {@link jsonTree}
 */
export function eventRow(event, { words = [], lead, onPick }) {
  const name = level(event);
  const took = durationMs(event);
  const { action, text } = said(event);
  const head = h('div', { class: 'event-head' },
    lead ?? h('time', { datetime: event._time, title: `${longDay(new Date(event._time))}, ${event._time}` }, clock(new Date(event._time))),
    h('span', { class: 'level' }, name || '·'),
    h('span', { class: 'service' }, field(event, 'service') ?? '–'),
    h('span', { class: 'said' },
      action && h('span', { class: 'action' }, marked(action, words)),
      marked(text, words),
      event._reject && h('span', { class: 'tag' }, 'unreadable')),
    h('span', { class: 'took' }, took === undefined ? '' : duration(took)));
  const row = h('li', { class: `event level-${name.toLowerCase() || 'none'}`, tabindex: '-1', 'aria-expanded': 'false', id: `e${event._id}` }, head);
  head.addEventListener('click', () => { if (getSelection().isCollapsed) { row.focus(); toggle(row); } });
  row.open = () => detail(event, onPick);
  [row.requestId] = requestIds(event);
  return row;
}

/** Opens or closes a row. */
export function toggle(row, open = row.getAttribute('aria-expanded') === 'false') {
  row.setAttribute('aria-expanded', String(open));
  row.querySelector('.event-detail')?.remove();
  if (open) row.append(row.open());
}

function detail(event, onPick) {
  const at = Date.parse(event._time);
  const around = new URLSearchParams({ from: new Date(at - 30_000).toISOString(), to: new Date(at + 30_000).toISOString() });
  return h('div', { class: 'event-detail' },
    h('p', { class: 'event-links' },
      requestIds(event).map(id => h('a', { href: `/requests/${encodeURIComponent(id)}` }, 'Timeline of ', h('code', null, id))),
      h('a', { href: `/search?${around}` }, 'All services ± 30 s'),
      h('button', { type: 'button', class: 'linklike', onclick: () => copy(JSON.stringify(plain(event), null, 2)) }, 'Copy JSON'),
      h('span', { class: 'faint' }, event._id)),
    jsonTree(event, onPick));
}

function marked(text, words) {
  if (!words.length) return text;
  const pattern = new RegExp(`(${words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi');
  return text.split(pattern).map((part, index) => index % 2 ? h('mark', null, part) : part);
}

/** Moves the focus among `rows` by `step`; from nowhere, to the first one. @return the row that has the focus now */
export function move(list, step) {
  const rows = [...list.children].filter(node => node.hasAttribute('tabindex'));
  const current = rows.indexOf(document.activeElement?.closest?.('[tabindex="-1"]'));
  const next = rows[current < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, current + step))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
  return next === rows[current] && step > 0 ? null : next;
}

/** The row among `list` that has the focus, or null. */
export function focusedRow(list) {
  const row = document.activeElement?.closest?.('[tabindex="-1"]');
  return row && row.parentElement === list ? row : null;
}

/** True while keys belong to a text field or a dialog. */
export function typing(event) {
  return event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null
    || event.target.matches?.('input, textarea, select');
}
