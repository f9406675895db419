// What else a person can do to an incident: what needs more than one press, since it asks for something first.
import { act } from './act.js';
import { get } from './api.js';
import { ask } from './ask.js';
import { h, toast } from './dom.js';

const ORDERS = {
  triggered: ['snooze', 'reassign', 'merge', 'notes'],
  acknowledged: ['snooze', 'unacknowledge', 'reassign', 'merge', 'notes'],
  resolved: ['notes'],
};
const NAMES = { snooze: 'Snooze…', unacknowledge: 'Give back', reassign: 'Reassign…', merge: 'Merge…', notes: 'Note…' };

/** What each order asks for: the rest of its body, or null when the reader would rather not. */
const ASKS = {
  snooze: async () => answer('for', await ask('Snooze', 'For how long? A new round of pages begins afterwards. At most 7d.', { value: '1h', maxlength: 10 })),
  unacknowledge: async () => ({}),
  reassign: async () => {
    const users = await ask('Reassign', 'Whom? Users of oncall.yml, with commas between them. They are paged now, before anybody else.', { maxlength: 200 });
    const names = users.split(',').map(name => name.trim()).filter(Boolean);
    return names.length ? { users: names } : null;
  },
  merge: incident => other(incident),
  notes: async () => answer('text', await ask('Note', 'What is remarked stands in the timeline, for good.', { maxlength: 2000 })),
};

const answer = (name, text) => text ? { [name]: text } : null;

/** Buttons for the orders that make sense in the incident's state. */
export function orders(incident, after) {
  return h('div', { class: 'verbs more-verbs' }, (ORDERS[incident.state] ?? []).map(verb => h('button', {
    type: 'button', class: 'quiet', 'data-name': verb, onclick: async () => {
      const body = await ASKS[verb](incident);
      const now = body && await act(incident, verb, body);
      if (now) after(now);
    },
  }, NAMES[verb])));
}

// Which of the others goes on: only those that are open can.
async function other(incident) {
  const { incidents } = await get('/api/v1/incidents', { state: 'open' });
  const others = incidents.filter(({ id }) => id !== incident.id);
  if (!others.length) {
    toast('There is no other open incident to merge it into', true);
    return null;
  }
  const select = h('select', { name: 'into', 'aria-label': 'The incident that goes on' },
    others.map(({ id, title, severity }) => h('option', { value: id }, `${severity.toLowerCase()}: ${title} (${id})`)));
  const dialog = h('dialog', { 'aria-label': 'Merge' },
    h('form', { method: 'dialog' }, h('h2', null, 'Merge into another incident'),
      h('p', null, 'This one is over then. Its alerts, and whatever else fires in their group, belong to the one that goes on:'), select,
      h('p', { class: 'verbs' }, h('button', { class: 'primary', value: 'ok' }, 'Merge'), h('button', { value: '' }, 'Cancel'))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => {
    dialog.remove();
    done(dialog.returnValue === 'ok' ? { into: select.value } : null);
  }));
}
