// Starts the console: finds the page for an address, keeps the number of unanswered incidents in sight, and knows the keys that
// work everywhere.
import { watchIncidents } from './badge.js';
import { h } from './dom.js';
import { explainPage } from './explain.js';
import { incidentPage } from './incident.js';
import { incidentsPage } from './incidents.js';
import { oncallPage } from './oncall.js';
import { reportsPage } from './reports.js';
import { requestPage } from './request.js';
import { rulesPage } from './rules.js';
import { runbookPage } from './runbook.js';
import { typing } from './rows.js';
import { searchPage } from './search.js';
import { switchZone, zoneName } from './time.js';

const PAGES = [
  [/^\/(?:search\/?)?$/, searchPage, '/search'],
  [/^\/requests\/([^/]+)\/?$/, requestPage, '/search'],
  [/^\/incidents\/?$/, incidentsPage, '/incidents'],
  [/^\/incidents\/([^/]+)\/?$/, incidentPage, '/incidents'],
  [/^\/explain\/?$/, explainPage, '/explain'],
  [/^\/explain\/([^/]+)\/?$/, explainPage, '/explain'],
  [/^\/oncall\/?$/, oncallPage, '/oncall'],
  [/^\/reports\/?$/, reportsPage, '/reports'],
  [/^\/rules\/?$/, rulesPage, '/rules'],
  [/^\/runbooks\/([^/]+)\/?$/, runbookPage, ''],
];
const KEYS = [
  ['/', 'to the search box'], ['j k ↓ ↑', 'move through the list'], ['Enter', 'open'], ['r', 'timeline of the request'],
  ['a', 'acknowledge the incident'], ['g s', 'search'], ['g i', 'incidents'], ['g o', 'who is on call'], ['g r', 'rules'], ['g e', 'who would be told'], ['g p', 'reports'], ['?', 'these keys'],
];
const GO = { s: '/search', i: '/incidents', o: '/oncall', r: '/rules', e: '/explain', p: '/reports' };

const main = document.getElementById('main');
const pageOf = path => PAGES.find(([pattern]) => pattern.test(path));
let current = new AbortController();
let awaitingGo = false;

function go(address) {
  history.pushState(null, '', address);
  show();
  scrollTo(0, 0);
}

function show() {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const [pattern, page, tab] = pageOf(location.pathname) ?? [/^/, missing, ''];
  const [, id] = pattern.exec(location.pathname);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === tab) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  main.replaceChildren();
  page(main, { id: id && decoded(id), query: new URLSearchParams(location.search), signal, go });
}

// A stray % in an address is not worth an error page.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function missing(place) {
  place.append(h('section', { class: 'empty' }, h('h1', null, 'There is no such page'), h('p', null, h('a', { href: '/search' }, 'Search the logs'))));
}

function zoneButton() {
  document.getElementById('zone').textContent = zoneName();
}

function help() {
  const dialog = h('dialog', { class: 'keys', 'aria-label': 'Keyboard shortcuts' },
    h('h2', null, 'Keys'),
    h('dl', null, KEYS.map(([key, what]) => [h('dt', null, key.split(' ').map(each => h('kbd', null, each))), h('dd', null, what)])),
    h('form', { method: 'dialog' }, h('button', { class: 'primary' }, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.hash || !pageOf(url.pathname)) return;
  event.preventDefault();
  go(url.pathname + url.search);
});

document.addEventListener('keydown', event => {
  if (typing(event)) return;
  if (awaitingGo && GO[event.key]) go(GO[event.key]);
  else if (event.key === '/') {
    if (!document.getElementById('q')) go('/search');
    document.getElementById('q').select();
  } else if (event.key === '?') help();
  else {
    awaitingGo = event.key === 'g';
    return;
  }
  awaitingGo = false;
  event.preventDefault();
  event.stopImmediatePropagation();
});

addEventListener('popstate', show);
document.getElementById('keys').addEventListener('click', help);
document.getElementById('zone').addEventListener('click', () => { switchZone(); zoneButton(); show(); });
zoneButton();
show();
watchIncidents();
