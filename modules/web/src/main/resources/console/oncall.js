// Who is on call now and in the two weeks to come, a line of shifts for each schedule. A click on a shift asks who takes it, a
// click on a name is the answer; it counts at once, for whatever is paged from then on.
import { get, poll, post, remove } from './api.js';
import { askName, me, myName } from './act.js';
import { setTitle } from './badge.js';
import { empty, h, toast } from './dom.js';
import { typing } from './rows.js';
import { day, clock, shortMoment, utc } from './time.js';

const DAYS = 14;
const DAY = 86_400_000;
const TONES = 6;
const EVERY = 60_000;

/** The page at /oncall. */
export function oncallPage(main, { signal }) {
  setTitle('On call');
  const view = { signal, users: [], list: h('div', { class: 'schedules' }), problem: h('div', { class: 'problem', role: 'alert' }) };
  main.append(
    h('div', { class: 'page-head' }, h('h1', null, 'On call'), me()),
    h('p', { class: 'faint' }, 'Click a shift, then a name: that person takes it. Arrow keys move along the shifts.'),
    view.problem, view.list);
  document.addEventListener('keydown', moveAlong, { signal });
  poll(() => load(view), () => EVERY, signal);
}

async function load(view) {
  try {
    const from = midnight();
    const range = { from: from.toISOString(), to: new Date(from.getTime() + DAYS * DAY).toISOString() };
    const [{ schedules, users }, now] = await Promise.all([get('/api/v1/schedules', {}, view.signal), get('/api/v1/oncall', {}, view.signal)]);
    const all = await Promise.all(schedules.map(schedule => one(schedule, now, range, view.signal)));
    view.users = users;
    show(view, all, from);
  } catch (problem) {
    if (view.signal.aborted) return;
    view.problem.replaceChildren(h('p', null, h('strong', null, problem.title ?? 'Cannot show who is on call'), ' ', problem.detail ?? ''));
  }
}

async function one(schedule, now, range, signal) {
  const path = `/api/v1/schedules/${encodeURIComponent(schedule.name)}`;
  const [{ shifts }, { overrides }] = await Promise.all([get(`${path}/shifts`, range, signal), get(`${path}/overrides`, {}, signal)]);
  return { ...schedule, path, shifts, overrides, now: now.schedules.find(({ name }) => name === schedule.name) };
}

function midnight() {
  const date = new Date();
  if (utc()) date.setUTCHours(0, 0, 0, 0);
  else date.setHours(0, 0, 0, 0);
  return date;
}

function show(view, schedules, from) {
  const focused = document.activeElement?.dataset?.name;
  view.problem.replaceChildren();
  view.list.replaceChildren(...schedules.map(schedule => section(view, schedule, from)));
  if (!schedules.length) view.list.append(empty('No schedules', h('p', null, 'Write them into config/oncall.yml; docs/oncall.md says how.')));
  if (focused) view.list.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
}

function section(view, schedule, from) {
  const { name, time_zone: zone, coverage } = schedule;
  const gaps = schedule.shifts.filter(shift => !shift.users.length);
  return h('section', { class: 'schedule', 'aria-label': name },
    h('div', { class: 'schedule-head' }, h('h2', null, name), onCallNow(schedule.now), h('span', { class: 'faint' }, zone),
      h('a', { href: `${schedule.path}/shifts.ics`, target: '_blank' }, 'calendar')),
    h('div', { class: 'shifts', role: 'group', 'aria-label': `Shifts of ${name}` },
      scale(from), h('div', { class: 'shifts-line' },
        schedule.shifts.map(shift => bar(view, schedule, shift, from)),
        h('span', { class: 'shifts-now', css: { left: percent(Date.now() - from) }, title: 'now' }))),
    gaps.length > 0 && h('p', { class: coverage === 'required' ? 'bad' : 'faint' },
      'Nobody is on call from ', gaps.slice(0, 3).map((gap, i) => [i > 0 && ', ', span(gap)]), gaps.length > 3 && ` and at ${gaps.length - 3} other times`),
    schedule.overrides.length > 0 && h('ul', { class: 'overrides', 'aria-label': `Overrides of ${name}` },
      schedule.overrides.map(override => line(view, schedule, override))));
}

function onCallNow({ users, until, next } = { users: [] }) {
  return h('p', null, users.length ? h('strong', null, users.join(', ')) : h('strong', { class: 'bad' }, 'nobody'),
    until && h('span', { class: 'faint' }, ' until ', shortMoment(until), next && `, then ${next}`));
}

function scale(from) {
  return h('div', { class: 'shifts-scale', 'aria-hidden': 'true' }, Array.from({ length: DAYS }, (_, i) => {
    const date = new Date(from.getTime() + i * DAY + DAY / 2);
    const words = { weekday: 'short', day: 'numeric', timeZone: utc() ? 'UTC' : undefined };
    return h('span', { class: [0, 6].includes(utc() ? date.getUTCDay() : date.getDay()) && 'weekend', css: { left: percent(i * DAY) } },
      new Intl.DateTimeFormat('en-GB', words).format(date));
  }));
}

const percent = ms => `${Math.min(100, Math.max(0, ms / (DAYS * DAY) * 100)).toFixed(3)}%`;

function bar(view, schedule, shift, from) {
  const starts = Date.parse(shift.from) - from;
  const ends = Date.parse(shift.to) - from;
  const gap = !shift.users.length;
  const who = gap ? 'nobody' : shift.users.join(', ');
  const over = Date.parse(shift.to) <= Date.now();
  const changed = schedule.overrides.some(each => !each.without_effect && each.from < shift.to && each.to > shift.from && touches(each, shift));
  return h('button', {
    type: 'button',
    class: `shift ${gap ? `unserved ${schedule.coverage}` : `tone-${tone(view, shift.users[0])}`}${changed ? ' changed' : ''}`,
    css: { left: percent(starts), width: percent(ends - starts) },
    disabled: over,
    'data-name': `${schedule.name} ${shift.from}`,
    'aria-label': `${who}, ${words(shift.from)} to ${words(shift.to)}${changed ? ', by an override' : ''}: who takes it?`,
    title: `${who}\n${words(shift.from)} to ${words(shift.to)}`,
    onclick: () => takeOver(view, schedule, shift),
  }, h('span', null, who));
}

const touches = ({ user, swap }, shift) => shift.users.some(name => name === user || swap?.includes(name));

const tone = ({ users }, name) => Math.max(0, users.findIndex(({ user }) => user === name)) % TONES;

const words = text => `${day(new Date(text))} ${clock(new Date(text), false).slice(0, 5)}`;

const span = ({ from, to }) => [shortMoment(from), ' to ', shortMoment(to)];

function line(view, schedule, override) {
  const { id, user, instead, swap, by, reason, without_effect: without } = override;
  const who = swap ? swap.join(' and ') : user;
  return h('li', null,
    h('strong', null, who), h('span', null, swap ? ' change places, ' : instead ? ` instead of ${instead}, ` : ' serves, ', span(override)),
    h('span', { class: 'faint' }, id ? ` by ${by}${reason ? `: ${reason}` : ''}` : ' oncall.yml'),
    without && h('span', { class: 'bad' }, ` without effect: ${without}`),
    id && h('button', { type: 'button', class: 'quiet', 'aria-label': `Remove the override of ${who}`, 'data-name': id, onclick: click => takeBack(view, schedule, override, click.currentTarget) }, 'Remove'));
}

function takeOver(view, schedule, shift) {
  const from = shift.from > new Date().toISOString() ? shift.from : new Date().toISOString();
  const start = h('input', { type: 'datetime-local', name: 'from', required: true, value: local(from), 'aria-label': 'From' });
  const end = h('input', { type: 'datetime-local', name: 'to', required: true, value: local(shift.to), 'aria-label': 'Until' });
  const span = () => ({ from: start.value === local(from) ? from : instant(start.value), to: end.value === local(shift.to) ? shift.to : instant(end.value) });
  const others = view.users.filter(({ user }) => !shift.users.includes(user));
  const dialog = h('dialog', { class: 'take-over', 'aria-labelledby': 'take-over' },
    h('h2', { id: 'take-over' }, `Who takes it from ${shift.users.join(', ') || 'nobody'}?`),
    h('p', { class: 'faint' }, schedule.name),
    h('div', { class: 'take-over-span' }, start, ' to ', end),
    h('div', { class: 'take-over-who' }, others.map(({ user, name }) => h('button', {
      type: 'button', 'data-user': user, title: user, onclick: async () => { if (await make(view, schedule, user, span())) dialog.close(); },
    }, name))),
    h('form', { method: 'dialog' }, h('button', { class: 'quiet' }, 'Leave it')));
  dialog.addEventListener('close', () => dialog.remove());
  view.signal.addEventListener('abort', () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector('[data-user]')?.focus();
}

const local = text => `${day(new Date(text))}T${clock(new Date(text), false).slice(0, 5)}`;

const instant = value => value && new Date(utc() ? `${value}:00Z` : value).toISOString();

async function make(view, schedule, user, span) {
  const by = myName() || await askName();
  if (!by) return false;
  try {
    await post(`${schedule.path}/overrides`, { user, ...span, by });
    toast(`${user} takes it`);
    await load(view);
    return true;
  } catch (problem) {
    toast(problem.message, true);
    return false;
  }
}

async function takeBack(view, schedule, { id }, button) {
  const by = myName() || await askName();
  if (!by) return;
  button.disabled = true;
  try {
    await remove(`${schedule.path}/overrides/${encodeURIComponent(id)}`, { by });
    toast('Removed');
  } catch (problem) {
    toast(problem.message, true);
  }
  button.disabled = false;
  await load(view);
}

function moveAlong(event) {
  const shift = document.activeElement?.closest?.('.shift');
  if (!shift || typing(event) || document.querySelector('dialog[open]')) return;
  const shifts = [...document.querySelectorAll('.shift:not(:disabled)')];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  shifts[shifts.indexOf(shift) + step]?.focus();
  event.preventDefault();
}
