// One request over all services: a waterfall of lanes, and every event in time order with its distance from the first.
import { get } from './api.js';
import { setTitle } from './badge.js';
import { empty, h } from './dom.js';
import { durationMs, field, isError, level, said, term } from './event.js';
import { eventRow, focusedRow, move, toggle, typing } from './rows.js';
import { clock, duration, longDay } from './time.js';

const GAP_MS = 1000;
const MAX_TRACKS = 6;
const TICKS = 5;
const SHOWN_MAX = 2000;
// What the server calls the service of lines that name none.
const NAMELESS = 'unknown';

/** The page at /requests/ID. */
export async function requestPage(main, { id, signal, go }) {
  setTitle(id);
  const head = h('header', { class: 'page-head' }, h('h1', null, h('span', { class: 'faint' }, 'Request '), h('code', null, id)));
  const body = h('div', null, h('p', { class: 'status' }, 'Looking …'));
  main.append(head, body);
  try {
    show(body, await get(`/api/v1/requests/${encodeURIComponent(id)}`, {}, signal), { signal, go });
  } catch (problem) {
    if (!signal.aborted) body.replaceChildren(refusal(id, problem));
  }
}

function refusal(id, problem) {
  if (problem.status !== 404) return empty(problem.title ?? 'Something went wrong', h('p', null, problem.detail ?? problem.message));
  return empty('No event carries this ID',
    h('p', null, 'It is looked for in every ID field: request_id, trace_id, correlation_id and their kin. A line that was sent a moment ago is here in less than a second.'),
    h('p', null, h('a', { href: `/search?${new URLSearchParams({ q: /^[\w-]+$/.test(id) ? id : `"${id.replace(/"/g, '')}"` })}` }, 'Search for it as a word')));
}

function show(body, request, { signal, go }) {
  const start = Date.parse(request.from);
  const gaps = new Map(request.gaps.filter(gap => gap.ms > GAP_MS).map(gap => [gap.after, gap.ms]));
  const list = h('ol', { class: 'events timeline' });
  const events = request.events.slice(0, SHOWN_MAX);
  for (const event of events) {
    const offset = Date.parse(event._time) - start;
    list.append(eventRow(event, {
      lead: h('time', { datetime: event._time, title: `${clock(new Date(event._time))} · ${event._time}` }, `+${duration(offset)}`),
      onPick: (path, value, exclude) => go(`/search?${new URLSearchParams({ q: term(path, value, exclude) })}`),
    }));
    if (gaps.has(event._id)) list.append(h('li', { class: 'gap' }, `${duration(gaps.get(event._id))} without an event`));
  }
  body.replaceChildren(facts(request), waterfall({ ...request, events }, start, list), list,
    request.truncated || events.length < request.events.length
      ? h('p', { class: 'status' }, `These are the first ${events.length.toLocaleString('en')} events; narrow the time in the search to see later ones.`) : '');
  document.addEventListener('keydown', event => keys(event, list), { signal });
}

function facts(request) {
  const first = new Date(request.from);
  return h('p', { class: 'facts request-facts' },
    h('span', null, h('strong', null, duration(request.duration_ms))),
    h('span', null, `${request.truncated ? 'more than ' : ''}${request.events.length.toLocaleString('en')} events`),
    h('span', null, `${request.services.length} ${request.services.length === 1 ? 'service' : 'services'}`),
    h('span', { class: request.errors ? 'bad' : '' }, request.errors === 1 ? '1 error' : `${request.errors || 'no'} errors`),
    h('span', { class: 'faint' }, `${longDay(first)}, ${clock(first)}`));
}

function waterfall(request, start, list) {
  const span = Math.max(request.duration_ms, 1);
  const lanes = new Map(request.services.map(({ name }) => [name, []]));
  for (const event of request.events) {
    const name = String(field(event, 'service') ?? NAMELESS);
    if (!lanes.has(name)) lanes.set(name, []);
    lanes.get(name).push(event);
  }
  const place = event => {
    const end = Date.parse(event._time) - start;
    // A line that says how long something took is written when it is over, so its bar ends where the line stands.
    return { event, end, begin: Math.max(0, end - (durationMs(event) ?? 0)) };
  };
  return h('div', { class: 'waterfall', role: 'img', 'aria-label': 'Events of each service over time; the list below has the same' },
    scale(span),
    [...lanes].map(([name, events]) => h('div', { class: 'lane' },
      h('span', { class: `lane-name${events.some(isError) ? ' bad' : ''}`, title: name }, name),
      h('div', { class: 'lane-tracks' }, tracks(events.map(place), span, list)))));
}

function scale(span) {
  const ticks = Array.from({ length: TICKS }, (_, index) => index / (TICKS - 1));
  return h('div', { class: 'lane scale' }, h('span', { class: 'lane-name' }), h('div', { class: 'lane-tracks' },
    ticks.map(part => h('span', { css: { left: `${part * 100}%` } }, part === 0 ? '0' : duration(span * part)))));
}

// Packs bars that overlap into separate tracks, earliest first, so that none hides another.
function tracks(places, span, list) {
  const ends = [];
  const rows = [];
  for (const place of places.sort((a, b) => a.begin - b.begin || b.end - a.end)) {
    let track = ends.findIndex(end => end <= place.begin - span / 200);
    if (track < 0) track = ends.length < MAX_TRACKS ? ends.length : MAX_TRACKS - 1;
    ends[track] = Math.max(place.end, ends[track] ?? 0);
    (rows[track] ??= h('div', { class: 'track' })).append(mark(place, span, list));
  }
  return rows;
}

function mark({ event, begin, end }, span, list) {
  const percent = ms => `${ms / span * 100}%`;
  const { action, text } = said(event);
  const took = durationMs(event);
  return h('button', {
    type: 'button',
    tabindex: '-1',
    class: `mark level-${level(event).toLowerCase() || 'none'}`,
    css: { left: percent(begin), width: percent(end - begin) },
    title: [`+${duration(end)}`, action || text, took !== undefined && `took ${duration(took)}`].filter(Boolean).join(' · '),
    onclick: () => {
      const row = list.querySelector(`#${CSS.escape(`e${event._id}`)}`);
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'center' });
      toggle(row, true);
    },
  });
}

function keys(event, list) {
  if (typing(event)) return;
  const row = focusedRow(list);
  if (event.key === 'j' || event.key === 'ArrowDown') move(list, 1);
  else if (event.key === 'k' || event.key === 'ArrowUp') move(list, -1);
  else if (event.key === 'Enter' && row && row === document.activeElement) toggle(row);
  else return;
  event.preventDefault();
}
