// What fires now and goes to one receiver, group by group: where a message leads that tells many groups at once.
import { get } from './api.js';
import { empty, h } from './dom.js';
import { shortMoment } from './time.js';

const GROUPS_SHOWN = 200;
const ALERTS_SHOWN = 20;
const WORST_FIRST = ['active', 'unprocessed', 'suppressed'];

/** Fills `place`, at /explain?receiver=NAME. */
export async function groups(place, receiver, signal) {
  try {
    const found = await get('/api/v2/alerts/groups', { receiver: literally(receiver), limit: GROUPS_SHOWN + 1 }, signal);
    place.replaceChildren(...(found.length ? list(receiver, found) : [empty(`Nothing fires that goes to ${receiver}`)]));
  } catch (problem) {
    if (!signal.aborted) place.replaceChildren(h('p', { class: 'problem', role: 'alert' }, problem.message));
  }
}

// The API takes an expression, and names may hold anything.
const literally = name => name.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

function list(receiver, found) {
  const more = found.length > GROUPS_SHOWN;
  return [h('section', { class: 'groups' },
    h('h2', null, `What fires now and goes to ${receiver}: ${more ? `more than ${GROUPS_SHOWN}` : found.length} ${found.length === 1 ? 'group' : 'groups'}`),
    h('ol', { class: 'plain' }, found.slice(0, GROUPS_SHOWN).map(group)))];
}

function group({ labels, alerts }) {
  const sorted = [...alerts].sort((a, b) => WORST_FIRST.indexOf(a.status.state) - WORST_FIRST.indexOf(b.status.state));
  const more = sorted.length - ALERTS_SHOWN;
  return h('li', { class: 'notice' },
    h('p', { class: 'labels' }, Object.entries(labels).map(pair)),
    h('ul', { class: 'plain' }, sorted.slice(0, ALERTS_SHOWN).map(each => alert(each, labels)), more > 0 && h('li', { class: 'faint' }, `and ${more} more`)));
}

function alert({ labels, fingerprint, startsAt, status }, shared) {
  const own = Object.entries(labels).filter(([name]) => shared[name] === undefined);
  return h('li', { class: 'labels' },
    h('a', { href: `/explain/${fingerprint}`, title: 'Why was somebody told of it, or not?' }, labels.alertname ?? fingerprint),
    own.filter(([name]) => name !== 'alertname').map(pair),
    h('span', { class: 'faint' }, ' since ', shortMoment(startsAt), status.state === 'suppressed' && ', held back'));
}

const pair = ([name, value]) => h('code', null, `${name}=${value}`);
