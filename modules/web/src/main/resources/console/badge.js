// Keeps the number of unanswered incidents in the title, the icon and the menu, also while another tab is in front.
import { get, poll } from './api.js';

const FRESH_MS = 2000;
const HIDDEN_MS = 15_000;

let name = '';
let unanswered = 0;
let last = null;
const listeners = new Set();

/** Names the page; the number of unanswered incidents goes before it. */
export function setTitle(text) {
  name = text;
  show();
}

/** Polls the open incidents as long as the console is loaded. */
export function watchIncidents() {
  poll(refresh, () => document.hidden ? HIDDEN_MS : FRESH_MS, new AbortController().signal);
}

/** Asks now: after an action its effect is seen at once. */
export async function refresh() {
  try {
    const { incidents } = await get('/api/v1/incidents', { state: 'open' });
    last = { incidents };
    unanswered = incidents.filter(incident => incident.state === 'triggered').length;
  } catch (problem) {
    last = { incidents: last?.incidents, problem };
  }
  show();
  listeners.forEach(listener => listener(last));
}

/** Calls `listener({incidents, problem})` after every look at the server, and at once with what is known. */
export function onIncidents(listener, signal) {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
  if (last) listener(last);
}

function show() {
  const counter = document.getElementById('open-count');
  counter.hidden = unanswered === 0;
  counter.textContent = unanswered;
  counter.title = `${unanswered} unanswered`;
  document.title = [unanswered ? `(${unanswered})` : '', name && `${name} ·`, 'Tocsin'].filter(Boolean).join(' ');
  const icon = `/console/icons/${unanswered > 9 ? 'many' : unanswered}.svg`;
  const link = document.querySelector('link[rel=icon]');
  if (link.getAttribute('href') !== icon) link.setAttribute('href', icon);
}
