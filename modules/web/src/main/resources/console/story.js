// What became of one alert: each decision, each answer, each step of its incidents, in order; the answer first.
import { get } from './api.js';
import { setTitle } from './badge.js';
import { h } from './dom.js';
import { typed } from './labels.js';
import { ranges } from './range.js';
import { duration, moment, zoneId } from './time.js';

const ANSWERS = { told: 'Somebody was told', held: 'Nobody was told', nobody: 'Nobody was told' };

/** The page at /explain/FINGERPRINT?from=…&to=…. */
export async function story(main, { id, query, signal, go }) {
  setTitle('Why was I paged?');
  const asked = { from: query.get('from') ?? '-24h', to: query.get('to') ?? '' };
  const body = h('div', { class: 'explanation', 'aria-live': 'polite' });
  main.append(h('div', { class: 'page-head' }, h('h1', null, 'Why was I paged, or not?')),
    ranges(asked, picked => go(`/explain/${encodeURIComponent(id)}?${new URLSearchParams(picked)}`)), body);
  try {
    const answer = await get(`/api/v1/explain/${encodeURIComponent(id)}`, { from: asked.from || '-30d', to: asked.to, zone: zoneId() }, signal);
    setTitle(answer.labels.alertname ?? id);
    body.replaceChildren(...parts(answer));
  } catch (problem) {
    if (!signal.aborted) body.replaceChildren(h('p', { class: 'problem', role: 'alert' }, problem.message));
  }
}

function parts(answer) {
  const labels = Object.entries(answer.labels);
  return [
    h('section', { class: `answered ${answer.verdict}` },
      h('h2', null, ANSWERS[answer.verdict]),
      answer.summary.map(sentence => h('p', null, sentence)),
      h('p', { class: 'facts' }, h('span', { class: 'labels' }, labels.map(([name, value]) => h('code', null, `${name}=${value}`))),
        labels.length > 0 && h('a', { href: `/explain?${new URLSearchParams({ labels: typed(answer.labels) })}` }, 'Who would be told now?'))),
    h('section', null, h('h2', null, 'In order'),
      !answer.complete && h('p', { class: 'faint' }, 'Only the newest decisions are listed; choose a shorter time for the rest.'),
      h('ol', { class: 'story' }, answer.story.map((scene, index) => line(scene, answer.story[index - 1])))),
  ];
}

function line({ at, kind, text, incident, receiver }, before) {
  return h('li', { class: `kind-${kind}` }, moment(at),
    h('span', { class: 'distance' }, before && `+${duration(Date.parse(at) - Date.parse(before.at))}`),
    h('span', { class: 'text', 'data-kind': kind, 'data-receiver': receiver }, text, incident && [' ', h('a', { href: `/incidents/${incident}` }, incident)]));
}
