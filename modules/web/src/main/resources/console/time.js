// Times for people: local or UTC by choice, durations in the unit that reads best, and texts that age while you look.
import { h } from './dom.js';

const KEY = 'tocsin.zone';
const pad = (number, width = 2) => String(number).padStart(width, '0');

/** True when the reader chose UTC. */
export const utc = () => localStorage.getItem(KEY) === 'utc';

/** Switches between local time and UTC. */
export const switchZone = () => localStorage.setItem(KEY, utc() ? 'local' : 'utc');

/** The zone that times are shown in. */
export const zoneName = () => utc() ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone || 'local time';

/** The same as the server knows it; undefined where the browser does not say. */
export const zoneId = () => utc() ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;

/** 2026-11-20 */
export function day(date) {
  return utc()
    ? `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`
    : `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** 10:03:07.250 */
export function clock(date, millis = true) {
  const text = utc()
    ? `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`
    : `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return millis ? `${text}.${pad(date.getMilliseconds(), 3)}` : text;
}

/** Friday 20 November 2026, as a heading between days. */
export function longDay(date) {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: utc() ? 'UTC' : undefined };
  return new Intl.DateTimeFormat('en-GB', options).format(date);
}

/** 0.4 ms · 250 ms · 1.84 s · 3 min 20 s · 2 h 5 min · 3 d 4 h */
export function duration(ms) {
  if (ms < 0) return `−${duration(-ms)}`;
  if (ms < 1) return `${Number(ms.toPrecision(2))} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(ms < 10_000 ? 2 : 1))} s`;
  return pair(ms, [[86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'min'], [1000, 's']]);
}

function pair(ms, units) {
  const first = units.findIndex(([size]) => ms >= size);
  const [size, name] = units[first];
  const rest = units[first + 1];
  const more = rest ? Math.floor(ms % size / rest[0]) : 0;
  return `${Math.floor(ms / size)} ${name}${more ? ` ${more} ${rest[1]}` : ''}`;
}

/** A point in time, whole to the second, with the other zone on hover. */
export function moment(text) {
  const date = new Date(text);
  if (isNaN(date)) return h('span', null, String(text));
  const today = day(date) === day(new Date());
  return h('time', { datetime: date.toISOString(), title: date.toISOString() }, today ? clock(date, false) : `${day(date)} ${clock(date, false)}`);
}

/** The same to the minute, for plans. */
export function shortMoment(text) {
  const node = moment(text);
  node.textContent = node.textContent.replace(/:\d\d$/, '');
  return node;
}

/** A time that ages by itself: "4 min ago", "in 40 s"; refreshed by {@link age}. */
export function ago(text) {
  const node = h('time', { datetime: text, 'data-ago': text, title: new Date(text).toISOString() });
  node.textContent = since(text);
  return node;
}

function since(text) {
  const ms = Date.now() - new Date(text).getTime();
  const whole = Math.abs(ms) < 60_000 ? `${Math.floor(Math.abs(ms) / 1000)} s` : coarse(Math.abs(ms));
  return ms < 0 ? `in ${whole}` : `${whole} ago`;
}

const coarse = ms => ms < 3_600_000 ? duration(ms < 600_000 ? ms : ms - ms % 60_000) : duration(ms - ms % 60_000);

/** Brings every ageing time on the page up to date. */
export function age() {
  for (const node of document.querySelectorAll('time[data-ago]')) {
    const text = since(node.dataset.ago);
    if (node.textContent !== text) node.textContent = text;
  }
}

setInterval(age, 1000);
