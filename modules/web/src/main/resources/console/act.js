// What a person can do to an incident. The name is asked once and kept in this browser: an acknowledgement without a name is
// of no use to the others who were paged.
import { post } from './api.js';
import { ask } from './ask.js';
import { refresh } from './badge.js';
import { h, toast } from './dom.js';

const KEY = 'tocsin.name';
const DONE = {
  acknowledge: 'acknowledged', resolve: 'resolved', escalate: 'escalated', snooze: 'snoozed', unacknowledge: 'given back', reassign: 'reassigned', merge: 'merged', notes: 'noted',
};

/** Who is sitting here, or ''. */
export const myName = () => localStorage.getItem(KEY) ?? '';

/** A button that says who is sitting here, and asks when it is not right. */
export function me() {
  const button = h('button', { type: 'button', class: 'quiet', onclick: async () => { await askName(); label(); } });
  const label = () => { button.textContent = myName() ? `You are ${myName()}` : 'Say who you are'; };
  label();
  return button;
}

/** Does `verb` to the incident and says how it went. @param more what the verb needs @return the incident as it is now, or null */
export async function act(incident, verb, more = {}) {
  const by = myName() || await askName();
  if (!by) return null;
  try {
    const now = await post(`/api/v1/incidents/${encodeURIComponent(incident.id)}/${verb}`, { ...more, by });
    toast(`${incident.title}: ${DONE[verb]} as ${by}`);
    refresh();
    return now;
  } catch (problem) {
    toast(problem.message, true);
    refresh();
    return null;
  }
}

/** The buttons that make sense in the incident's state; false when nothing does. */
export function buttons(incident, after = () => {}) {
  const verbs = { triggered: ['acknowledge', 'resolve', 'escalate'], acknowledged: ['resolve', 'escalate'], resolved: [] }[incident.state] ?? [];
  return verbs.length > 0 && h('div', { class: 'verbs' }, verbs.map(verb => h('button', {
    type: 'button',
    'data-name': verb,
    class: verb === 'acknowledge' ? 'primary' : '',
    onclick: async click => {
      click.stopPropagation();
      const button = click.currentTarget;
      button.disabled = true;
      const now = await act(incident, verb);
      button.disabled = false;
      if (now) after(now);
    },
  }, verb[0].toUpperCase() + verb.slice(1))));
}

/** Asks for the name. @return '' when the reader would rather not say */
export async function askName() {
  const why = 'Everyone who was paged sees who took it. Best is your name in oncall.yml. It stays in this browser.';
  const name = await ask('Who are you?', why, { maxlength: 64, autocomplete: 'username', value: myName() });
  if (name) localStorage.setItem(KEY, name);
  return name;
}
