// What incidents have cost: how fast people answered, who was woken, and what fired for nothing.
import { get } from './api.js';
import { setTitle } from './badge.js';
import { empty, h } from './dom.js';
import { severityTag } from './incidents.js';
import { duration, zoneId } from './time.js';

const RANGES = [['-7d', '7 days'], ['-30d', '30 days'], ['-90d', '90 days'], ['-365d', 'A year']];

/** The page at /reports?from=-30d. */
export async function reportsPage(main, { query, signal, go }) {
  setTitle('Reports');
  const from = query.get('from') ?? '-30d';
  const to = query.get('to') ?? '';
  const body = h('div', { class: 'report', 'aria-live': 'polite' });
  main.append(h('div', { class: 'page-head' }, h('h1', null, 'What incidents have cost')),
    h('div', { class: 'ranges', role: 'group', 'aria-label': 'Time range' }, RANGES.map(([value, name]) => h('button', {
      type: 'button', 'aria-pressed': String(!to && value === from), onclick: () => go(`/reports?${new URLSearchParams({ from: value })}`),
    }, name))), body);
  try {
    const report = await get('/api/v1/reports/incidents', { from, to, zone: zoneId() }, signal);
    body.replaceChildren(...report.all.incidents ? parts(report) : [nothing(report)]);
  } catch (problem) {
    if (!signal.aborted) body.replaceChildren(h('p', { class: 'problem', role: 'alert' }, problem.message));
  }
}

function nothing({ open }) {
  return empty('No incident came to its end in this time', h('p', null, open ? `${open} are open.` : 'Nobody was woken.'), h('p', null, h('a', { href: '/incidents' }, 'All incidents')));
}

function parts({ all, severities, people, rules, days, open }) {
  return [
    h('div', { class: 'figures' },
      figure('Incidents', String(all.incidents), open ? `${open} more are open` : 'none is open'),
      figure('Time to acknowledge', time(all.mtta_seconds.mean), `median ${time(all.mtta_seconds.median)}, of ${all.mtta_seconds.count}`),
      figure('Time to resolve', time(all.mttr_seconds.mean), `median ${time(all.mttr_seconds.median)}, of ${all.mttr_seconds.count}`),
      figure('Pages', String(all.pages), `${all.night_pages} by night`),
      figure('Noise', percent(all.noise / all.incidents), `${all.noise} ended by themselves before anybody acted`)),
    h('section', null, h('h2', null, 'Day by day'), chart(days)),
    h('section', null, h('h2', null, 'People'), people.length ? table('Pages of each person', ['Person', 'Pages', 'By night', 'Incidents', 'Acknowledged first'],
      people.map(each => [each.person, each.pages, each.night_pages, each.incidents, each.acknowledged])) : h('p', { class: 'faint' }, 'Nobody was paged.')),
    h('section', null, h('h2', null, 'Rules'), h('p', { class: 'faint' }, 'Noise: it ended by itself, and nobody had acknowledged.'),
      table('Incidents of each rule', ['Rule', 'Incidents', 'Noise', 'Share', 'Pages', 'To acknowledge'],
        rules.map(each => [each.rule, each.incidents, each.noise, share(each.noise_share), each.pages, time(each.mtta_seconds.mean)]))),
    h('section', null, h('h2', null, 'Severities'),
      table('Incidents of each severity', ['Severity', 'Incidents', 'To acknowledge', 'To resolve', 'Pages', 'Noise'],
        Object.entries(severities).map(([name, each]) => [severityTag(name), each.incidents, time(each.mtta_seconds.mean), time(each.mttr_seconds.mean), each.pages, each.noise]))),
  ];
}

const figure = (name, value, more) => h('div', { class: 'figure' }, h('p', { class: 'faint' }, name), h('p', { class: 'value' }, value), h('p', { class: 'faint' }, more));
const time = seconds => seconds === null || seconds === undefined ? '–' : duration(seconds * 1000);
const percent = part => `${Math.round(part * 100)} %`;
const share = part => h('span', { class: 'share', css: { '--part': String(part) } }, percent(part));

function chart(days) {
  const most = Math.max(...days.map(day => day.incidents));
  return h('ol', { class: 'days' }, days.map(({ day, incidents, pages, night_pages: night }) => h('li', {
    title: `${day}: ${incidents} incidents, ${pages} pages, ${night} by night`, css: { '--part': String(incidents / most) },
  }, h('span', { class: 'day-bar' }), h('span', { class: 'faint' }, day.slice(5)))));
}

function table(label, columns, rows) {
  return h('div', { class: 'scroll' }, h('table', { 'aria-label': label },
    h('thead', null, h('tr', null, columns.map((name, index) => h('th', { scope: 'col', class: index && 'number' }, name)))),
    h('tbody', null, rows.map(cells => h('tr', null, cells.map((cell, index) => h('td', { class: index && 'number' }, typeof cell === 'number' ? String(cell) : cell)))))));
}
