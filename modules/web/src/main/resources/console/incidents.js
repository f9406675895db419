// The incidents that are open, the worst first, who was told and who is next; then those of late that are resolved.
import { buttons, me } from './act.js';
import { get } from './api.js';
import { onIncidents, setTitle } from './badge.js';
import { empty, h, keyed } from './dom.js';
import { focusedRow, move, typing } from './rows.js';
import { ago, shortMoment } from './time.js';

const STATES = ['triggered', 'acknowledged', 'resolved'];
const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
const RESOLVED_SHOWN = 25;

/** The page at /incidents. */
export function incidentsPage(main, { signal, go }) {
  setTitle('Incidents');
  const view = {
    signal,
    list: h('ol', { class: 'incidents' }),
    resolved: h('ol', { class: 'incidents resolved' }),
    quiet: h('div'),
    problem: h('div', { class: 'problem', role: 'alert' }),
    oncall: h('section', { class: 'oncall', 'aria-label': 'On call now' }),
    openIds: null,
  };
  main.append(
    h('div', { class: 'page-head' }, h('h1', null, 'Incidents'), me()),
    view.problem, view.oncall, view.list, view.quiet, h('h2', { class: 'later' }, 'Resolved'), view.resolved);
  onIncidents(now => showOpen(view, now), signal);
  document.addEventListener('keydown', event => keys(event, view, go), { signal });
  showOnCall(view);
}

function showOpen(view, { incidents, problem }) {
  view.problem.replaceChildren(...problem ? [h('p', null, h('strong', null, problem.title), ' ', problem.detail ?? '')] : []);
  if (!incidents) return;
  keyed(view.list, [...incidents].sort(worstFirst), incident => incident.id, card);
  if (!incidents.length && !view.quiet.firstChild) view.quiet.append(allQuiet());
  if (incidents.length) view.quiet.replaceChildren();
  const ids = incidents.map(incident => incident.id).sort().join();
  if (ids !== view.openIds) showResolved(view);
  view.openIds = ids;
}

const worstFirst = (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state)
  || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
  || Date.parse(b.opened_at) - Date.parse(a.opened_at);

function allQuiet() {
  return empty('All quiet',
    h('p', null, 'Nobody needs to get up. To see who would be woken at another time:'),
    h('pre', null, `./tocsin oncall --at ${nextSundayNight()}`));
}

function nextSundayNight() {
  const date = new Date();
  date.setUTCDate(date.getUTCDate() + 7 - date.getUTCDay());
  return `${date.toISOString().slice(0, 10)}T03:00:00Z`;
}

async function showResolved(view) {
  try {
    const { incidents } = await get('/api/v1/incidents', { state: 'resolved' }, view.signal);
    const newest = incidents.sort((a, b) => Date.parse(b.opened_at) - Date.parse(a.opened_at)).slice(0, RESOLVED_SHOWN);
    keyed(view.resolved, newest, incident => incident.id, card);
    view.resolved.classList.toggle('none', newest.length === 0);
  } catch (cause) {
    if (!view.signal.aborted) console.warn(cause);
  }
}

async function showOnCall(view) {
  try {
    const { schedules } = await get('/api/v1/oncall', {}, view.signal);
    view.oncall.replaceChildren(...schedules.map(({ name, users, until, next }) => h('p', null,
      h('span', { class: 'faint' }, name), ' ',
      users.length ? h('strong', null, users.join(', ')) : h('strong', { class: 'bad' }, 'nobody'),
      until && h('span', { class: 'faint' }, ' until ', shortMoment(until), next && `, then ${next}`))));
  } catch (cause) {
    if (!view.signal.aborted) console.warn(cause);
  }
}

function card(incident) {
  const { id, title, severity, state, service, opened_at: opened, told, next, alerts, round } = incident;
  return h('li', { class: `incident ${state}`, tabindex: '-1' },
    h('div', { class: 'incident-main' },
      h('p', { class: 'incident-title' }, severityTag(severity), h('a', { href: `/incidents/${encodeURIComponent(id)}` }, title)),
      h('p', { class: 'facts' }, h('span', { class: 'state' }, state), service && h('span', null, service), h('span', null, 'opened ', ago(opened)),
        alerts > 1 && h('span', null, `${alerts} alerts`), round > 1 && h('span', null, `round ${round}`)),
      h('p', { class: 'facts' }, people(incident))),
    buttons(incident));

  function people() {
    return [
      incident.resolved_by && h('span', null, 'resolved by ', h('strong', null, incident.resolved_by)),
      state !== 'triggered' && incident.acknowledged_by && h('span', null, 'acknowledged by ', h('strong', null, incident.acknowledged_by)),
      told?.length > 0 && state !== 'resolved' && h('span', { title: told.join('\n') }, 'told ', told.slice(-2).join(', '), told.length > 2 && ` and ${told.length - 2} before`),
      nextWords(next),
    ];
  }
}

/** "next bob, eva in 4 min (level 2)" */
export function nextWords(next) {
  if (!next) return null;
  return h('span', null, 'next ', h('strong', null, next.users.join(', ') || 'nobody'), ' ', ago(next.at), ` (level ${next.level})`);
}

/** The severity as a small tag. */
export function severityTag(severity) {
  return h('span', { class: `severity ${String(severity).toLowerCase()}` }, String(severity).toLowerCase());
}

function keys(event, { list, resolved }, go) {
  if (typing(event)) return;
  const row = focusedRow(list) ?? focusedRow(resolved);
  const inResolved = row?.parentElement === resolved;
  if (event.key === 'j' || event.key === 'ArrowDown') {
    if (inResolved || !list.children.length) move(resolved, 1);
    else if (!move(list, 1)) resolved.firstElementChild?.focus();
  } else if (event.key === 'k' || event.key === 'ArrowUp') {
    if (inResolved && row === resolved.firstElementChild) list.lastElementChild?.focus();
    else move(inResolved ? resolved : list, -1);
  } else if (event.key === 'Enter' && row === document.activeElement) go(`/incidents/${encodeURIComponent(row.dataset.key)}`);
  else if (event.key === 'a') row?.querySelector('[data-name=acknowledge]')?.click();
  else return;
  event.preventDefault();
}
