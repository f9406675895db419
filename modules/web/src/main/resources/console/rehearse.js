// One rule file as it would be: edit it, and see what it would have done over the past and whom it would have woken. Nothing is
// saved here; the file on the server's disk is changed by hand and by review.
import { get, post } from './api.js';
import { setTitle } from './badge.js';
import { h } from './dom.js';
import { ranges } from './range.js';
import { table } from './table.js';
import { duration, moment } from './time.js';

const DEFAULT_RANGE = { from: '-24h', to: '' };

/** The page at /rules?file=NAME. */
export async function rehearsePage(main, { query, signal }) {
  const name = query.get('file');
  setTitle(`Rehearse ${name}`);
  const status = h('p', { class: 'status', role: 'status' }, 'Reading the file …');
  const result = h('div', { class: 'rehearsal', 'aria-live': 'polite' });
  main.append(h('div', { class: 'page-head' }, h('h1', null, name), h('a', { href: '/rules' }, 'All rules')), status, result);
  try {
    const { files } = await get('/api/v1/rules/files', {}, signal);
    const file = files.find(each => each.name === name);
    if (!file) throw new Error(`There is no rule file ${name}`);
    status.replaceWith(form(file, query, result, signal));
  } catch (problem) {
    if (!signal.aborted) status.textContent = problem.message;
  }
}

function form(file, query, result, signal) {
  const asked = { from: query.get('from') ?? DEFAULT_RANGE.from, to: query.get('to') ?? DEFAULT_RANGE.to };
  const text = h('textarea', { class: 'rule-file', 'aria-label': 'The rules', spellcheck: 'false', rows: Math.min(32, file.text.split('\n').length + 1), value: file.text });
  const run = h('button', { class: 'primary', type: 'submit' }, 'What would it have done?');
  const note = h('p', { class: 'status', role: 'status' }, 'Nothing is saved, and nobody is told.');
  const node = h('form', { class: 'rehearse', onsubmit: submit }, text, place(), h('div', { class: 'rehearse-line' }, run, note));
  return node;

  function place() {
    return ranges(asked, picked => {
      Object.assign(asked, picked);
      node.querySelector('.ranges').replaceWith(place());
    });
  }

  async function submit(event) {
    event.preventDefault();
    run.disabled = true;
    note.textContent = 'Showing the past to these rules …';
    result.replaceChildren();
    try {
      const changed = text.value !== file.text;
      const body = { rules: { [file.name]: text.value }, from: asked.from || '-30d', to: asked.to };
      const report = await post('/api/v1/rules/backtest', changed ? { ...body, against: { [file.name]: file.text } } : body, signal);
      note.textContent = `${report.coverage.events.toLocaleString('en')} events, ${report.coverage.shown.toLocaleString('en')} that these rules look at`;
      show(result, report);
    } catch (problem) {
      if (signal.aborted) return;
      note.textContent = '';
      result.replaceChildren(h('p', { class: 'problem', role: 'alert' }, wrong(problem, text)));
    } finally {
      run.disabled = false;
    }
  }
}

// The first problem is where the cursor goes: what is wrong is mended there.
function wrong(problem, text) {
  const problems = problem.body?.problems ?? [];
  if (!problems.length) return problem.message;
  const [{ line, column }] = problems;
  const at = text.value.split('\n').slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  text.focus();
  text.setSelectionRange(at, at);
  return h('ul', { class: 'plain' }, problems.map(each => h('li', null, h('code', null, `${each.file}:${each.line}:${each.column}`), ' ', each.message)));
}

function show(place, report) {
  place.replaceChildren(h('div', null,
    notes(report),
    h('h2', null, 'Alerts'), timeline(report),
    rules(report),
    report.difference && difference(report.difference),
    h('h2', null, 'People'), report.people.map(people),
    report.budgets.length > 0 && budgets(report.budgets)));
}

function notes({ coverage }) {
  const lines = [...coverage.notes];
  for (const [rule, fields] of Object.entries(coverage.unseen_fields)) lines.push(`${rule} asks for what no event has: ${fields.join(', ')}`);
  if (coverage.warm_up_missing_s) lines.push(`Windows were not full at the beginning: ${duration(coverage.warm_up_missing_s * 1000)} of events are missing`);
  return h('ul', { class: 'plain faint' }, lines.map(line => h('li', null, line)));
}

// A line for each rule, a bar for each time that it fired; where it says nothing it kept still.
function timeline(report) {
  const from = Date.parse(report.from);
  const span = Date.parse(report.to) - from;
  const share = at => Math.min(100, Math.max(0, (at - from) / span * 100));
  const bar = firing => {
    const left = share(Date.parse(firing.from));
    const right = firing.to ? share(Date.parse(firing.to)) : 100;
    const text = `${firing.summary || firing.rule}: ${firing.from} ${firing.to ? `for ${duration(Date.parse(firing.to) - Date.parse(firing.from))}` : 'and on'}`;
    return h('a', { class: `spell ${firing.severity.toLowerCase()}`, href: search(firing), title: text, 'aria-label': text, css: { left: `${left}%`, width: `${Math.max(.4, right - left)}%` } });
  };
  return h('div', { class: 'spells' },
    report.rules.map(rule => h('div', { class: 'spells-row' },
      h('span', { class: 'spells-name' }, rule.rule),
      h('div', { class: 'spells-line' }, report.firings.filter(firing => firing.rule === rule.rule).map(bar)))),
    h('div', { class: 'bars-scale' }, moment(report.from), moment(report.to)));
}

function search(firing) {
  const skip = ['alertname', 'severity', 'team', 'source', 'owner', 'category'];
  const q = Object.entries(firing.labels).filter(([name]) => !skip.includes(name)).map(([name, value]) => `${name}:${JSON.stringify(value)}`).join(' ');
  const from = new Date(Date.parse(firing.from) - 300_000).toISOString();
  const to = new Date(Date.parse(firing.to ?? firing.decided_at) + 60_000).toISOString();
  return `/search?${new URLSearchParams({ q, from, to })}`;
}

function rules(report) {
  const node = table(['rule', 'alerts', 'a day', 'at most', 'keys', 'lasts', 'flaps', 'in office hours %', 'matched', 'most of them'],
    report.rules.map(rule => [rule.rule, rule.firings, rule.per_day, rule.per_day_max, rule.keys, rule.firings ? duration(rule.median_s * 1000) : null, rule.flaps,
      rule.firings ? rule.business_share : null, rule.matched, rule.top.slice(0, 1).map(top => `${top.share}% ${top.key}`)[0] ?? null]));
  node.setAttribute('aria-label', 'What each rule would have done');
  return node;
}

function difference({ new: added, gone, changed, same, pages }) {
  const list = (mark, lines) => lines.slice(0, 20).map(line => h('li', null, h('strong', null, mark), ' ', line));
  return h('section', { class: 'difference' }, h('h2', null, 'Against the file as it is'),
    h('p', null, `${added.length} new, ${gone.length} gone, ${changed.length} changed, ${same} the same; ${pages > 0 ? '+' : ''}${pages} pages`),
    h('ul', { class: 'plain' }, list('new', added), list('gone', gone), list('changed', changed)));
}

function people(heard) {
  const when = heard.answer === 'never' ? 'when nobody answers' : `when whoever is paged first answers after ${duration(heard.answer * 1000)}`;
  const levels = Object.entries(heard.levels).map(([level, incidents]) => `level ${level} in ${incidents}`).join(', ');
  const node = table(['reader', 'messages', 'pages', 'at night'], heard.readers.map(reader => [reader.reader, reader.messages, reader.pages, reader.night_pages]));
  node.setAttribute('aria-label', `People ${when}`);
  return h('section', null, h('p', null, h('strong', null, `${heard.pages} pages`), ` ${when}, ${heard.night_pages} of them at night`, levels && `; ${levels}`),
    heard.readers.length > 0 && node);
}

function budgets(all) {
  return h('section', null, h('h2', null, 'Budgets'),
    h('ul', { class: 'plain' }, all.map(budget => h('li', { class: budget.broken ? 'bad' : '' },
      `${budget.broken ? 'over' : 'holds'}: ${budget.of}: ${budget.found} pages, ${budget.what} allows ${budget.allowed}`))));
}
