// Two questions about an alert: who would be told of it, and when; and why somebody was told of it, or was not.
import { post } from './api.js';
import { setTitle } from './badge.js';
import { empty, h } from './dom.js';
import { groups } from './groups.js';
import { parsed } from './labels.js';
import { instant } from './range.js';
import { story } from './story.js';
import { moment, shortMoment, zoneId } from './time.js';

const ANSWERS = { told: 'Somebody is told', held: 'Held back: nobody is told at first', nobody: 'Nobody is told' };
const RESULTS = { takes: 'takes it', passed_on: 'passes it on', refused: 'does not match', not_tried: 'not asked: one above took it' };

const SAYS = { first: 'first notice', new_alerts: 'new alerts', repeat: 'repeat', some_resolved: 'some are over', all_resolved: 'all are over' };

/** The pages at /explain?labels=…&at=…, /explain?receiver=… and /explain/FINGERPRINT?from=…&to=…. */
export function explainPage(main, asked) {
  const { id, query, signal, go } = asked;
  if (id) return story(main, asked);
  setTitle('Explain');
  const result = h('div', { class: 'explanation', 'aria-live': 'polite' });
  main.append(h('div', { class: 'page-head' }, h('h1', null, 'Who would be told?')), form(query, go), result);
  const labels = query.get('labels');
  const receiver = query.get('receiver');
  if (!labels && receiver) return groups(result, receiver, signal);
  if (!labels) return result.append(empty('Give the labels of an alert',
    h('p', null, 'One that fires, or one that you imagine: ', h('code', null, 'alertname=ServiceDown, severity=critical'), '. Nothing is changed, and nobody is told.')));
  return ask(result, labels, query.get('at') ?? '', signal);
}

function form(query, go) {
  const labels = h('input', { class: 'box', id: 'labels', name: 'labels', value: query.get('labels') ?? '', placeholder: 'alertname=ServiceDown, severity=critical', 'aria-label': 'Labels of the alert', autocomplete: 'off', spellcheck: 'false', required: true });
  const at = h('input', { class: 'explain-at', name: 'at', value: query.get('at') ?? '', placeholder: 'now', title: 'When it fires: now, or a time such as 2026-11-29T03:00', 'aria-label': 'When it fires', autocomplete: 'off', spellcheck: 'false' });
  return h('form', { class: 'box-line explain-ask', role: 'search', onsubmit: event => {
    event.preventDefault();
    const question = { labels: labels.value.trim(), at: at.value.trim() };
    go(`/explain?${new URLSearchParams(Object.entries(question).filter(([, value]) => value))}`);
  } }, labels, at, h('button', { class: 'primary', type: 'submit' }, 'Explain'));
}

async function ask(place, labels, at, signal) {
  try {
    const answer = await post('/api/v1/explain', { labels: parsed(labels), at: instant(at), zone: zoneId() }, signal);
    place.replaceChildren(...parts(answer).filter(Boolean));
  } catch (problem) {
    if (!signal.aborted) place.replaceChildren(h('p', { class: 'problem', role: 'alert' }, problem.message));
  }
}

function parts(answer) {
  return [
    h('section', { class: `answered ${answer.verdict}` },
      h('h2', null, ANSWERS[answer.verdict]),
      answer.summary.map(sentence => h('p', null, sentence)),
      h('p', { class: 'facts' }, h('span', null, 'firing at ', moment(answer.at)), h('a', { href: `/explain/${answer.fingerprint}` }, answer.known ? 'What became of it so far' : 'Not known now; what became of it before'))),
    h('section', null, h('h2', null, 'The way through the routes'), h('ol', { class: 'path' }, answer.path.map(step))),
    ...answer.notices.map(notice),
  ];
}

function step(each) {
  const wants = each.matchers.length ? each.matchers.join(', ') : 'every alert';
  return h('li', { class: `step ${each.result}`, css: { '--depth': String(each.depth) } },
    h('span', { class: 'step-mark', 'aria-hidden': 'true' }, { takes: '✓', passed_on: '↓', refused: '✗', not_tried: '·' }[each.result]),
    h('span', null, h('code', null, wants), ' → ', h('strong', null, each.receiver), ' ',
      h('span', { class: 'faint' }, RESULTS[each.result], each.continue && each.result !== 'refused' && ', and goes on (continue)'),
      each.failed.map(({ label, value }) => h('p', { class: 'step-why' }, h('code', null, label), value ? [' is ', h('code', null, value)] : ' is missing'))));
}

function notice(each) {
  return h('section', { class: 'notice' },
    h('h2', null, each.receiver, ' ', each.due ? shortly(each.due) : h('span', { class: 'faint' }, 'is not told')),
    h('p', null, each.why),
    each.held.map(hold => h('p', { class: 'hold' }, 'Held back: ', hold.text)),
    h('dl', { class: 'pairs' }, [
      ['Group', h('span', { class: 'labels' }, Object.entries(each.group.labels).map(([name, value]) => h('code', null, `${name}=${value}`)), standing(each.group.standing))],
      ['It says', each.title],
      ['To', each.to.length ? h('ul', { class: 'plain' }, each.to.map(way)) : 'nobody: the receiver has no integration'],
    ].map(([name, value]) => [h('dt', null, name), h('dd', null, value)])),
    each.escalation && escalation(each.escalation));
}

const shortly = text => h('span', { class: 'faint' }, 'at ', moment(text));

function standing(now) {
  if (!now) return h('span', { class: 'faint' }, 'new');
  return h('span', { class: 'faint' }, `${now.alerts} ${now.alerts === 1 ? 'alert' : 'alerts'}`, now.told_at ? [', told at ', moment(now.told_at)] : ', not told yet');
}

function way(each) {
  const state = each.deliverable ? SAYS[each.reason] ?? 'nothing new' : `cannot be reached: ${each.why_not}`;
  return h('li', { class: each.deliverable ? '' : 'bad' }, h('strong', null, each.destination), ' ', state);
}

function escalation({ policy, incident, levels, ends }) {
  return h('div', { class: 'scroll' },
    h('h3', null, `Policy ${policy}`, incident && [', ', h('a', { href: `/incidents/${incident.id}` }, incident.id), ` is ${incident.state}`]),
    h('table', { 'aria-label': `The plan of policy ${policy}` },
      h('thead', null, h('tr', null, ['When', 'Level', 'Who', 'Why'].map(name => h('th', { scope: 'col' }, name)))),
      h('tbody', null, levels.map(level => h('tr', null,
        h('td', null, shortMoment(level.at)),
        h('td', null, level.fallback ? 'fallback' : String(level.level)),
        h('td', null, level.people.length ? level.people.map((each, index) => [index > 0 && ', ', person(each)]) : h('span', { class: 'bad' }, 'nobody is on call')),
        h('td', { class: 'faint' }, level.unless === 'resolved' ? 'even when acknowledged' : 'unless acknowledged'))))),
    h('p', { class: 'faint' }, ends));
}

function person({ name, contacts }) {
  const usable = contacts.filter(contact => contact.usable).map(({ channel, after }) => after ? `${channel} ${after} later` : channel);
  return h('span', null, name, ' ', usable.length ? h('span', { class: 'faint' }, `(${usable.join(', ')})`) : h('span', { class: 'bad' }, 'cannot be reached'));
}
