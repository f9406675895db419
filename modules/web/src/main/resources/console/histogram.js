// How many events there are over the time of a search: a bar for each piece of it, in the colours of their levels.
import { get } from './api.js';
import { h } from './dom.js';
import { clock, day, duration } from './time.js';

const WIDE = 80;
const NARROW = 36;
// From the bottom up: what is wrong stands on the axis, where bars can be compared.
const LEVELS = ['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'];

/** Draws into `place` what matches; a picked bar becomes the time range. Nothing is drawn where nothing can be counted. */
export async function histogram(place, asked, signal, onPick) {
  try {
    const buckets = matchMedia('(max-width: 760px)').matches ? NARROW : WIDE;
    const answer = await get('/api/v1/histogram', { ...asked, buckets, by: 'level', series: LEVELS.length }, signal);
    place.replaceChildren(...answer.times.length > 1 ? draw(answer, onPick) : []);
  } catch (cause) {
    if (signal.aborted) return;
    place.replaceChildren();
    if (!cause.status) throw cause;
  }
}

function draw({ times, counts, series, other, bucket_ms: length, partial }, onPick) {
  const most = Math.max(1, ...counts);
  const parts = layers(series, other);
  const bars = times.map((time, index) => bar(time, counts[index], parts, index, most, length, onPick));
  const chart = h('div', { class: 'bars', role: 'toolbar', 'aria-label': 'Events over time; Enter zooms into a bar', onkeydown: event => walk(event, bars) }, bars);
  bars[bars.length - 1].tabIndex = 0;
  const end = Date.parse(times.at(-1)) + length;
  return [
    chart,
    h('div', { class: 'bars-scale' },
      h('span', null, label(times[0], length)),
      h('span', { class: 'faint' }, `${duration(length)} a bar, at most ${most.toLocaleString('en')}${partial ? ', not all counted' : ''}`),
      h('span', null, label(new Date(end).toISOString(), length))),
  ];
}

function layers(series, other) {
  const rank = value => { const at = LEVELS.indexOf(value.toUpperCase()); return at < 0 ? LEVELS.length : at; };
  const named = [...series].sort((a, b) => rank(a.value) - rank(b.value)).map(({ value, counts }) => ({ name: value, level: value.toLowerCase(), counts }));
  return [...named, { name: 'other', level: 'none', counts: other }];
}

function bar(time, count, parts, index, most, length, onPick) {
  const said = `${label(time, length)}: ${count.toLocaleString('en')} ${count === 1 ? 'event' : 'events'}`;
  const each = parts.filter(part => part.counts[index]).map(part => `${part.name} ${part.counts[index].toLocaleString('en')}`).join(', ');
  const pieces = parts.map(part => part.counts[index] > 0 && h('span', { class: `bar-part level-${part.level}`, css: { height: `${100 * part.counts[index] / most}%` } }));
  return h('button', {
    type: 'button', class: 'bar-slot', tabindex: '-1', title: each ? `${said}\n${each}` : said, 'aria-label': each ? `${said}, ${each}` : said,
    onclick: () => onPick({ from: time, to: new Date(Date.parse(time) + length).toISOString() }),
  }, pieces.reverse());
}

// One stop of the tab key for all bars; the arrows go along them.
function walk(event, bars) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const at = bars.indexOf(event.target);
  const next = bars[at + step];
  if (!step || at < 0 || !next) return;
  event.preventDefault();
  bars[at].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function label(time, length) {
  const date = new Date(time);
  if (length >= 86_400_000) return day(date);
  return `${day(date)} ${clock(date, length < 1000).replace(length >= 60_000 ? /:\d\d$/ : /$^/, '')}`;
}
