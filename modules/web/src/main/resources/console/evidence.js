// The log lines that made an alert fire, read when somebody wants to see them, and kept open while the page around them changes.
import { get } from './api.js';
import { term } from './event.js';
import { h } from './dom.js';
import { eventRow } from './rows.js';

// Longer addresses are cut by proxies.
export const EVIDENCE_SHOWN = 50;

/** Where the log lines of an alert are searched. */
export const evidenceQuery = evidence => evidence.slice(0, EVIDENCE_SHOWN).map(id => term('_id', id)).join(' OR ');

/** Keeps what is open over changes of the page. @return evidence => a node, or null when there is none */
export function evidenceKeeper(signal) {
  const known = new Map();
  return evidence => {
    if (!evidence?.length) return null;
    const query = evidenceQuery(evidence);
    if (!known.has(query)) known.set(query, node(query, evidence.length, signal));
    return known.get(query);
  };
}

function node(query, count, signal) {
  const shown = Math.min(count, EVIDENCE_SHOWN);
  const list = h('ol', { class: 'events' });
  const details = h('details', { class: 'evidence' },
    h('summary', null, shown === 1 ? 'The log line that did it' : `The ${shown} log lines that did it`),
    list, h('p', { class: 'facts' }, h('a', { href: `/search?${new URLSearchParams({ q: query })}` }, 'Search for them')));
  details.addEventListener('toggle', () => { if (details.open && !list.children.length) load(list, query, signal); });
  return details;
}

async function load(list, query, signal) {
  try {
    const { events } = await get('/api/v1/search', { q: query, from: '-400d', limit: EVIDENCE_SHOWN, order: 'asc' }, signal);
    list.replaceChildren(...events.length ? events.map(event => eventRow(event, {})) : [h('li', { class: 'faint' }, 'They are not stored any more.')]);
  } catch (problem) {
    if (!signal.aborted) list.replaceChildren(h('li', { class: 'problem' }, problem.message));
  }
}
