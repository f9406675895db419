// What a person can do to an incident. The name is asked once and kept in this browser: an acknowledgement without a name is
// of no use to the others who were paged.
import { post } from './api.js';
import { refresh } from './badge.js';
import { h, toast } from './dom.js';

const KEY = 'tocsin.name';
const DONE = { acknowledge: 'acknowledged', resolve: 'resolved', escalate: 'escalated' };

/** Who is sitting here, or ''. */
export const myName = () => localStorage.getItem(KEY) ?? '';

/** Does `verb` to the incident and says how it went. @return the incident as it is now, or null */
export async function act(incident, verb) {
  const by = myName() || await askName();
  if (!by) return null;
  try {
    const now = await post(`/api/v1/incidents/${encodeURIComponent(incident.id)}/${verb}`, { by });
    toast(`${incident.title}: ${DONE[verb]} as ${by}`);
    refresh();
    return now;
  } catch (problem) {
    toast(problem.message, true);
    refresh();
    return null;
  }
}

/** The buttons that make sense in the incident's state. */
export function buttons(incident, after = () => {}) {
  const verbs = { triggered: ['acknowledge', 'resolve', 'escalate'], acknowledged: ['resolve', 'escalate'], resolved: [] }[incident.state] ?? [];
  return h('div', { class: 'verbs' }, verbs.map(verb => h('button', {
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

/** Asks for the name in a dialog. @return '' when the reader would rather not say */
export function askName() {
  const input = h('input', { name: 'by', required: true, maxlength: 64, autocomplete: 'username', value: myName(), 'aria-label': 'Your name' });
  const dialog = h('dialog', { 'aria-label': 'Who are you?' },
    h('form', { method: 'dialog' },
      h('h2', null, 'Who are you?'),
      h('p', null, 'Everyone who was paged sees who took it. Best is your name in oncall.yml. It stays in this browser.'),
      input,
      h('p', { class: 'verbs' }, h('button', { class: 'primary', value: 'ok' }, 'Go on'), h('button', { value: '', formnovalidate: true }, 'Cancel'))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => {
    const name = dialog.returnValue === 'ok' ? input.value.trim() : '';
    if (name) localStorage.setItem(KEY, name);
    dialog.remove();
    done(name);
  }));
}
