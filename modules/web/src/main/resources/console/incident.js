// One incident: what fired, who was told and what they did, and the ways on: runbook, dashboard, logs.
import { buttons } from './act.js';
import { get, poll, text } from './api.js';
import { setTitle } from './badge.js';
import { empty, h, link, toast } from './dom.js';
import { evidenceKeeper } from './evidence.js';
import { nextWords, severityTag } from './incidents.js';
import { orders } from './orders.js';
import { typing } from './rows.js';
import { ago, duration, moment } from './time.js';

const REFRESH_MS = 2000;
const HIDDEN_MS = 30_000;

/** The page at /incidents/ID. */
export function incidentPage(main, { id, signal }) {
  setTitle('Incident');
  const body = h('article', { class: 'incident-page' });
  main.append(body);
  const view = { body, print: '', attempts: false, evidence: evidenceKeeper(signal) };
  document.addEventListener('keydown', event => {
    if (event.key !== 'a' || typing(event)) return;
    body.querySelector('[data-name=acknowledge]')?.click();
    event.preventDefault();
  }, { signal });
  return poll(() => refresh(view, id, signal), () => document.hidden ? HIDDEN_MS : REFRESH_MS, signal);
}

async function refresh(view, id, signal) {
  try {
    show(view, await get(`/api/v1/incidents/${encodeURIComponent(id)}`, {}, signal));
  } catch (problem) {
    if (signal.aborted) return;
    if (!view.print) view.body.replaceChildren(empty(problem.title, h('p', null, problem.detail ?? ''), h('p', null, h('a', { href: '/incidents' }, 'All incidents'))));
  }
}

// Redraws only when something changed, and keeps the focused button focused.
function show(view, incident) {
  const print = JSON.stringify(incident);
  if (print === view.print) return;
  view.print = print;
  setTitle(incident.title);
  const name = view.body.contains(document.activeElement) ? document.activeElement.dataset.name : undefined;
  view.body.replaceChildren(
    head(incident, now => show(view, { ...incident, ...now })), facts(incident), alerts(incident, view), timeline(incident, view), notifications(incident));
  if (name) view.body.querySelector(`[data-name="${CSS.escape(name)}"]`)?.focus();
}

function head(incident, after) {
  return h('header', { class: `incident-head ${incident.state}` },
    h('p', { class: 'facts' }, h('a', { href: '/incidents' }, 'Incidents'), h('span', { class: 'faint' }, incident.id)),
    h('h1', null, severityTag(incident.severity), incident.title),
    h('p', { class: 'facts' }, h('span', { class: 'state' }, incident.state), h('span', null, 'opened ', ago(incident.opened_at)), nextWords(incident.next)),
    h('div', { class: 'head-line' }, buttons(incident, after), orders(incident, after), ways(incident)));
}

function facts(incident) {
  const pairs = [
    ['Service', incident.service],
    ['Since', moment(incident.since)],
    ['Opened', moment(incident.opened_at)],
    ['Policy', incident.policy && `${incident.policy}, level ${incident.level}${incident.round > 1 ? `, round ${incident.round}` : ''}`],
    ['Acknowledged by', incident.acknowledged_by],
    ['Resolved by', incident.resolved_by],
    ['Merged into', incident.merged_into && incidentLink(incident.merged_into)],
    ['Merged', incident.merged?.length ? incident.merged.map((id, index) => [index > 0 && ', ', incidentLink(id)]) : null],
    ['Told', incident.told?.length ? h('ul', { class: 'plain' }, incident.told.map(each => h('li', null, each))) : null],
    ['Grouped by', labels(incident.group?.labels)],
  ];
  return h('dl', { class: 'pairs' }, pairs.filter(([, value]) => value).map(([name, value]) => [h('dt', null, name), h('dd', null, value)]));
}

const incidentLink = id => h('a', { href: `/incidents/${encodeURIComponent(id)}` }, id);

function ways({ links = {} }) {
  const known = [['Runbook', runbookAddress(links.runbook)], ['Logs', links.logs], ['Dashboard', links.dashboard]]
    .filter(([, address]) => address)
    .map(([name, address]) => [name, here(address, links.logs)]);
  return known.length > 0 && h('p', { class: 'ways' }, known.map(([name, address]) => link(address, name)));
}

// The server writes its links with its own external address, at which the logs are. Who reads this has reached it already,
// perhaps under another one, and wants to stay in this tab.
function here(address, logs) {
  if (!logs || !URL.canParse(address) || !URL.canParse(logs)) return address;
  const url = new URL(address);
  return url.origin === new URL(logs).origin ? url.pathname + url.search : address;
}

// Rules may name a runbook by its file name alone.
const runbookAddress = text => text && /^[\w-]+$/.test(text) ? `/runbooks/${text}` : text;

function labels(map) {
  const all = Object.entries(map ?? {});
  return all.length ? h('span', { class: 'labels' }, all.map(([name, value]) => h('code', null, `${name}=${value}`))) : null;
}

function alerts({ alert_list: list = [] }, { evidence }) {
  return h('section', null, h('h2', null, `Alerts (${list.length})`), h('ul', { class: 'alerts' }, list.map(alert =>
    h('li', { class: alert.firing ? 'firing' : 'over' },
      h('p', { class: 'facts' }, h('strong', null, alert.labels.alertname ?? 'alert'), h('span', { class: 'state' }, alert.firing ? 'firing' : 'over'),
        h('span', null, 'since ', moment(alert.starts_at)), !alert.firing && alert.ends_at && h('span', null, 'until ', moment(alert.ends_at)),
        alert.fingerprint && h('a', { href: `/explain/${alert.fingerprint}?from=-7d` }, 'Why was I told, or not?'),
        given(alert.value) && h('span', null, 'value ', h('strong', null, String(alert.value)))),
      Object.entries(alert.annotations ?? {}).sort(whatFirst).map(([name, value]) => h('p', { class: 'annotation' }, h('span', { class: 'faint' }, name), ' ', annotation(name, value))),
      labels(alert.labels),
      evidence(alert.evidence)))));
}

// What happened comes before where to read on.
const FIRST = ['summary', 'description'];
const place = name => FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length;
const whatFirst = ([a], [b]) => place(a) - place(b) || a.localeCompare(b);

const given = value => value !== undefined && value !== null && value !== '';

function annotation(name, value) {
  if (name.startsWith('runbook')) return link(runbookAddress(value), value);
  return /^https?:\/\//.test(value) ? link(value, value) : value;
}

// Attempts are many and mostly went well: they are there for whoever asks.
function timeline({ id, timeline: entries = [], chain }, view) {
  const attempts = entries.filter(({ kind }) => kind === 'ATTEMPTED').length;
  const told = entries.filter(({ kind }) => view.attempts || kind !== 'ATTEMPTED');
  const section = h('section', null,
    h('div', { class: 'section-head' }, h('h2', null, 'Timeline'), chain && mark(chain),
      attempts > 0 && h('label', null, h('input', { type: 'checkbox', 'data-name': 'attempts', checked: view.attempts, onchange: event => {
        view.attempts = event.currentTarget.checked;
        section.replaceWith(timeline({ id, timeline: entries, chain }, view));
        view.body.querySelector('[data-name=attempts]').focus();
      } }), ` ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} to deliver`),
      h('button', { type: 'button', class: 'quiet', onclick: () => save(id) }, 'Export')),
    h('ol', { class: 'story' }, told.map((entry, index) => line(entry, told[index - 1]))));
  return section;
}

function line({ at, kind, text, by, n, hash, attempt }, before) {
  return h('li', { class: `kind-${kind}`, title: hash && `entry ${n}, ${hash}` }, moment(at),
    h('span', { class: 'distance' }, before && `+${duration(Date.parse(at) - Date.parse(before.at))}`),
    h('span', { class: 'text', 'data-kind': kind, }, kind === 'NOTE' && [h('strong', null, by), ': '], text, kind !== 'NOTE' && by && !text.includes(by) && [' by ', h('strong', null, by)],
      attempt && h('span', { class: 'faint' }, ` (${took(attempt.took)})`)));
}

const took = iso => duration(Number(/^PT(?:(\d+)M)?([\d.]+)S$/.exec(iso)?.[2] ?? 0) * 1000 + Number(/^PT(\d+)M/.exec(iso)?.[1] ?? 0) * 60_000);

function mark({ holds, problem, folded, entries, head }) {
  return holds
    ? h('span', { class: 'chain holds', title: `Each entry carries the hash of the one before. The last one is ${head}` }, `✓ unchanged, ${entries} entries`, folded > 0 && `, ${folded} folded away`)
    : h('span', { class: 'chain broken', role: 'alert' }, `✗ ${problem}`);
}

async function save(id) {
  try {
    const lines = await text(`/api/v1/incidents/${encodeURIComponent(id)}/export`);
    const address = URL.createObjectURL(new Blob([lines], { type: 'application/x-ndjson' }));
    h('a', { href: address, download: `${id}.tocsin.ndjson` }).click();
    URL.revokeObjectURL(address);
  } catch (problem) {
    toast(problem.message, true);
  }
}

function notifications({ notifications: all = [] }) {
  if (!all.length) return null;
  return h('section', null, h('h2', null, 'Notifications'), h('div', { class: 'scroll' }, h('table', null,
    h('thead', null, h('tr', null, ['When', 'Who', 'To', 'What', 'State', 'Attempts', 'Detail'].map(name => h('th', { scope: 'col' }, name)))),
    h('tbody', null, all.map(each => h('tr', { class: `sent-${each.state}` },
      h('td', null, moment(each.at)), h('td', null, each.person ?? ''), h('td', null, each.to), h('td', null, each.kind),
      h('td', { class: 'state' }, each.state), h('td', { class: 'number' }, String(each.attempts)), h('td', null, each.detail ?? '')))))));
}
