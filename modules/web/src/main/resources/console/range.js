// The time range of a search: a few that people use, or two times as the server reads them.
import { h } from './dom.js';
import { utc } from './time.js';

const RANGES = [['-15m', '15 min'], ['-1h', '1 hour'], ['-24h', '24 hours'], ['-7d', '7 days'], ['', 'All']];

/** The picker. @param asked {from, to} as it is now  @param onPick called with the new {from, to} */
export function ranges(asked, onPick) {
  const custom = asked.to !== '' || !RANGES.some(([from]) => from === asked.from);
  const buttons = RANGES.map(([from, name]) => h('button', {
    type: 'button', 'aria-pressed': String(!custom && asked.from === from), onclick: () => onPick({ from, to: '' }),
  }, name));
  return h('div', { class: 'ranges', role: 'group', 'aria-label': 'Time range' }, buttons,
    h('details', { class: 'custom', open: custom }, h('summary', null, 'Custom'), fields(custom ? asked : { from: '', to: '' }, onPick)));
}

function fields(shown, onPick) {
  const input = (name, placeholder) => h('input', {
    name, placeholder, value: shown[name], size: 24, 'aria-label': name, autocomplete: 'off', spellcheck: 'false', onkeydown: onEnter,
  });
  const apply = () => onPick({ from: instant(from.value), to: instant(to.value) });
  function onEnter(event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    apply();
  }
  const from = input('from', '2026-11-20T09:00 or -3h');
  const to = input('to', 'now');
  return h('span', { class: 'custom-fields' }, from, ' to ', to, h('button', { type: 'button', onclick: apply }, 'Apply'));
}

/** A wall-clock time without a zone is meant in the reader's own; everything else is the server's to read. */
export function instant(text) {
  const given = text.trim().replace(' ', 'T');
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(given)) return text.trim();
  const zone = utc() ? 'Z' : '';
  return new Date((given.length === 10 ? `${given}T00:00` : given) + zone).toISOString();
}
