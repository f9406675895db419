// The rules that watch the stream: the firing ones first, with what they look for and how much they have seen. With ?file=NAME
// one file of them is rehearsed.
import { get, poll } from './api.js';
import { setTitle } from './badge.js';
import { empty, h, keyed } from './dom.js';
import { severityTag } from './incidents.js';
import { rehearsePage } from './rehearse.js';

const REFRESH_MS = 5000;
const STATES = ['firing', 'warming', 'inactive'];

/** The pages at /rules. */
export function rulesPage(main, asked) {
  const { query, signal } = asked;
  if (query.has('file')) return rehearsePage(main, asked);
  setTitle('Rules');
  const list = h('ol', { class: 'rules' });
  const status = h('p', { class: 'status', role: 'status' });
  main.append(h('div', { class: 'page-head' }, h('h1', null, 'Rules')), status, list);
  return poll(() => refresh(list, status, signal), () => document.hidden ? REFRESH_MS * 6 : REFRESH_MS, signal);
}

async function refresh(list, status, signal) {
  try {
    const { rules } = await get('/api/v1/rules', {}, signal);
    const firing = rules.filter(rule => rule.state === 'firing').length;
    status.textContent = rules.length ? `${rules.length} rules, ${firing || 'none'} firing` : '';
    rules.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || a.name.localeCompare(b.name));
    keyed(list, rules, rule => `${rule.file}/${rule.name}`, row);
    if (!rules.length) list.replaceChildren(h('li', null, empty('No rules yet', h('p', null, 'Write one in ', h('code', null, 'rules/first.yml'), ', let it be checked, then reload:'),
      h('pre', null, `./tocsin check-config config\ncurl -X POST ${location.origin}/-/reload`))));
  } catch (problem) {
    if (!signal.aborted) status.textContent = problem.message;
  }
}

function row(rule) {
  return h('li', { class: `rule ${rule.state}` },
    h('p', { class: 'incident-title' }, severityTag(rule.severity), h('strong', null, rule.name)),
    h('p', { class: 'facts' }, h('span', { class: 'state' }, rule.state === 'firing' ? `firing ${rule.firing}×` : rule.state),
      h('span', null, `${rule.matched.toLocaleString('en')} events matched`),
      rule.late > 0 && h('span', { class: 'bad' }, `${rule.late.toLocaleString('en')} came too late`),
      h('a', { href: `/rules?${new URLSearchParams({ file: rule.file })}`, title: 'What would this file have done?' }, rule.file)),
    h('p', { class: 'rule-text' },
      rule.match && h('a', { href: `/search?${new URLSearchParams({ q: rule.match })}`, title: 'Search for what it matches' }, h('code', null, rule.match)),
      rule.by?.length > 0 && [' by ', h('code', null, rule.by.join(', '))],
      rule.when && [' when ', h('code', null, rule.when)],
      rule.within && [' within ', h('code', null, rule.within)]));
}
