// A made-up Tocsin: a payment platform's day with one brute force and one sick database, enough to look at every page.

const EMPTY = Boolean(process.env.EMPTY);
const START = Date.now();
let seed = 7;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const pick = list => list[Math.floor(random() * list.length)];
const hex = (number, width) => number.toString(16).padStart(width, '0');

const events = EMPTY ? [] : makeEvents();
const incidents = EMPTY ? [] : makeIncidents();

function makeEvents() {
  const all = [];
  const add = (at, event) => all.push({ timestamp: new Date(at).toISOString(), ...event });
  for (let index = 0; index < 260; index++) request(add, START - index * 47_000 - random() * 30_000, `req-${hex(Math.floor(random() * 2 ** 32), 8)}`, index % 17 === 3);
  request(add, START - 95_000, 'req-7f3a91c2', true, 2600);
  for (let index = 0; index < 14; index++) {
    add(START - 420_000 + index * 9_000, { level: 'WARN', service: 'user_service', request_id: `req-bf${hex(index, 6)}`, action: 'login_failed', message: 'wrong password for anna@example.org', user: 'anna', extra: { ip: '203.0.113.7', status: 401, user_agent: 'curl/8.5', category: 'security' } });
  }
  add(START - 200_000, { severity: 'fatal', app: 'legacy-ledger', traceId: '4bf92f3577b34da6a3ce929d0e0e4736', msg: '<script>alert("markup stays text")</script> <b>bold?</b>', stack: 'java.sql.SQLTransientConnectionException: pool exhausted\n    at com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:696)\n    at com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:197)', tags: ['ledger', 'eu-west', 3], ok: false, parent: null });
  add(START - 240_000, { _reject: true, line: '{"level":"INFO","service":"gate', reason: 'unexpected end of the object at column 32' });
  add(START - 250_000, { level: 'INFO', service: 'order_service', operation: 'create_order', status: 'SUCCESS', username: 'bob', response_time_ms: 87, context: { amount: 129.9, currency: 'EUR' } });
  all.sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
  return all.map((event, index) => ({ ...event, _id: hex(index + 4096, 16), _time: event.timestamp }));
}

function request(add, at, id, fails, slow = 0) {
  const user = pick(['anna', 'bob', 'chen', 'dilek', 'eva']);
  const base = { request_id: id, user };
  const ip = `198.51.100.${Math.floor(random() * 250)}`;
  const db = 40 + random() * 60 + slow;
  add(at, { level: 'INFO', service: 'gateway', ...base, action: 'request_received', message: 'POST /api/orders', extra: { ip, method: 'POST', path: '/api/orders' } });
  add(at + 4, { level: 'DEBUG', service: 'user_service', ...base, action: 'token_verified', message: 'JWT valid for 12 more minutes', duration_ms: 2 });
  add(at + 21, { level: 'INFO', service: 'order_service', ...base, action: 'create_order', message: 'order with 3 items', extra: { amount: Number((random() * 300).toFixed(2)), currency: 'EUR', items: 3 } });
  add(at + 47, { level: 'INFO', service: 'inventory_service', ...base, action: 'reserve', message: 'reserved 3 items in warehouse EU-2', duration_ms: 24 });
  if (slow) add(at + 60, { level: 'WARN', service: 'payment_api', ...base, action: 'pool_wait', message: 'connection pool exhausted, 48 waiting', extra: { pool: 'payments-rw', active: 50, waiting: 48 } });
  add(at + 60 + db, fails
    ? { level: 'ERROR', service: 'payment_api', ...base, action: 'charge_failed', message: 'gateway answered 502 after 3 attempts: upstream connect error or disconnect/reset before headers', duration_ms: Math.round(db), extra: { gateway: 'acme-pay', status: 502, attempts: 3 } }
    : { level: 'INFO', service: 'payment_api', ...base, action: 'charge', message: 'charged', duration_ms: Math.round(db), extra: { gateway: 'acme-pay', status: 200 } });
  add(at + 70 + db, fails
    ? { level: 'ERROR', service: 'order_service', ...base, action: 'create_order_failed', message: 'payment refused, order rolled back', duration_ms: Math.round(49 + db) }
    : { level: 'INFO', service: 'notification', ...base, action: 'mail_queued', message: 'confirmation to customer', duration_ms: 3 });
  add(at + 78 + db, { level: fails ? 'ERROR' : 'INFO', service: 'gateway', ...base, action: 'request_completed', message: `POST /api/orders ${fails ? 502 : 201}`, duration_ms: Math.round(78 + db), extra: { ip, status: fails ? 502 : 201, bytes: 412 } });
}

// A request now and then, so that the live view has something to show.
if (!EMPTY) setInterval(live, 3000);

function live() {
  const fresh = [];
  request((at, event) => fresh.push({ timestamp: new Date(at).toISOString(), ...event }), Date.now() - 500, `req-${hex(Math.floor(random() * 2 ** 32), 8)}`, false);
  for (const event of fresh) events.push({ ...event, _id: hex(events.length + 4096, 16), _time: event.timestamp });
}

function makeIncidents() {
  const ago = seconds => new Date(START - seconds * 1000).toISOString();
  const one = (id, title, severity, state, service, seconds, more) => ({
    id, title, severity, state, policy: 'default', service, opened_at: ago(seconds), since: ago(seconds + 12), round: 1, level: 1, alerts: 1,
    told: ['anna by slack at 10:03', 'anna by email at 10:03'], next: state === 'triggered' ? { at: new Date(START + 240_000).toISOString(), users: ['bob', 'eng-manager'], level: 2 } : null,
    acknowledged_by: null, resolved_by: null, rule: title.split(' ')[0], ...more,
  });
  return [
    one('inc-3h2k', 'PaymentFailures payment_api: success rate 97.1 % (below 99.5 %)', 'CRITICAL', 'triggered', 'payment_api', 95, { alerts: 2 }),
    one('inc-3h2j', 'BruteForceLogin 203.0.113.7: 14 failed logins in 5 min', 'CRITICAL', 'acknowledged', 'user_service', 300, { acknowledged_by: 'chen', round: 2, level: 2, told: ['anna by slack at 09:52', 'bob by slack at 10:07', 'chen by sms at 10:07'], next: { at: new Date(START + 1_400_000).toISOString(), users: ['cto', 'vp-eng'], level: 3 } }),
    one('inc-3h2h', 'HighResponseTime order_service: p95 2.4 s', 'HIGH', 'triggered', 'order_service', 60, {}),
    one('inc-3h1z', 'PoolNearlyFull payments-rw: 96 % in use', 'MEDIUM', 'resolved', 'payment_api', 7_200, { resolved_by: 'all alerts over' }),
    one('inc-3h1x', 'ServiceDown inventory_service: silent for 2 min', 'CRITICAL', 'resolved', 'inventory_service', 90_000, { acknowledged_by: 'bob', resolved_by: 'bob' }),
  ];
}

function detail(incident) {
  const after = seconds => new Date(Date.parse(incident.opened_at) + seconds * 1000).toISOString();
  const failed = events.filter(event => event.action === 'charge_failed').slice(-3).map(event => event._id);
  return {
    ...incident,
    group: { key: `{}/{severity="critical"}:{service="${incident.service}"}`, labels: { service: incident.service, alertname: incident.rule } },
    alert_list: [
      { labels: { alertname: incident.rule, service: incident.service, severity: incident.severity.toLowerCase(), team: 'payments' }, annotations: { summary: incident.title, description: '<b>not bold</b>: gateway acme-pay answers 502', runbook: 'payment-failures' }, starts_at: incident.since, ends_at: null, value: 0.971, evidence: failed, firing: incident.state !== 'resolved' },
      { labels: { alertname: 'GatewayErrors', service: incident.service, gateway: 'acme-pay' }, annotations: {}, starts_at: incident.since, ends_at: after(60), value: 12, evidence: [], firing: false },
    ],
    links: { logs: `/search?q=service%3A${incident.service}%20level%3AERROR`, runbook: 'payment-failures', dashboard: 'https://grafana.example.org/d/payments' },
    timeline: [
      { at: after(0), kind: 'opened', text: 'alert PaymentFailures fired, incident opened, policy default' },
      { at: after(0.01), kind: 'level', text: 'level 1: paging anna (schedule primary)' },
      { at: after(0.35), kind: 'sent', text: 'slack took the page to anna' },
      { at: after(1.2), kind: 'sent', text: 'mail.example.org took the page to anna' },
      { at: after(40), kind: 'alert', text: 'alert GatewayErrors joined' },
      ...incident.acknowledged_by ? [{ at: after(70), kind: 'acknowledged', text: 'acknowledged', by: incident.acknowledged_by }] : [],
      ...incident.resolved_by ? [{ at: after(900), kind: 'resolved', text: 'resolved', by: incident.resolved_by }] : [],
    ],
    notifications: [
      { id: 'n-1', to: 'slack', person: 'anna', kind: 'page', state: 'delivered', attempts: 1, detail: 'ts 1732097000.1234', at: after(0.35) },
      { id: 'n-2', to: 'email', person: 'anna', kind: 'page', state: 'accepted', attempts: 2, detail: '451 greylisted, then 250 queued as 8F2A', at: after(1.2) },
      { id: 'n-3', to: 'pagerduty', person: 'anna', kind: 'page', state: 'retrying', attempts: 3, detail: '429, again in 12 s', at: after(2) },
      { id: 'n-4', to: 'webhook', person: null, kind: 'update', state: 'failed', attempts: 6, detail: 'connect refused', at: after(50) },
    ],
  };
}

const RULES = [
  ['BruteForceLogin', 'security.yml', 'CRITICAL', 'firing', 'action:login* AND (status:failed OR action:login_failed)', 'count() > 10', '5m', ['ip'], 14, 0],
  ['PaymentFailures', 'payments.yml', 'CRITICAL', 'firing', 'service:payment_api action:charge*', 'ratio(action:charge_failed) > 0.005', '5m', [], 2713, 3],
  ['TrafficSurge', 'capacity.yml', 'HIGH', 'warming', 'service:gateway', 'rate() > 3 * baseline()', '1m', [], 9120, 0],
  ['HighResponseTime', 'service.yml', 'HIGH', 'inactive', '_exists:duration_ms', 'p95(duration_ms) > 2000', '5m', ['service'], 20_411, 0],
  ['Deployment', 'changes.yml', 'LOW', 'inactive', 'action:deploy*', 'any', '', [], 4, 0],
];

/** @return [status, body] of one request */
export function api(method, path, query, body) {
  if (path === '/api/v1/search') return search(query);
  if (path === '/api/v1/histogram') return histogram(query);
  if (path.startsWith('/api/v1/requests/')) return trace(path.split('/').pop());
  if (path === '/api/v1/incidents') return [200, { incidents: incidents.filter(incident => wanted(query.get('state') ?? 'open', incident)) }];
  if (path.startsWith('/api/v1/incidents/')) return incident(method, ...path.split('/').slice(4), body);
  if (path === '/api/v1/oncall') return [200, { at: new Date().toISOString(), schedules: EMPTY ? [] : [{ name: 'primary', users: ['anna'], until: new Date(START + 5e8).toISOString(), next: 'bob' }, { name: 'secondary', users: ['chen'], until: new Date(START + 5e8).toISOString(), next: 'dilek' }] }];
  if (path === '/api/v1/rules') return [200, { rules: EMPTY ? [] : RULES.map(([name, file, severity, state, match, when, within, by, matched, late]) => ({ name, file, severity, state, firing: state === 'firing' ? 1 : 0, match, when, within, by, matched, late })) }];
  if (path === '/api/v1/rules/files') return [200, { files: RULES.map(([name, file, severity, , match, when, within]) => ({ name: file, text: `groups:\n- name: made up\n  rules:\n  - alert: ${name}\n    match: ${match}\n    when: ${when}\n    within: ${within}\n    severity: ${severity.toLowerCase()}\n` })) }];
  if (path === '/api/v1/rules/backtest') return [200, rehearsed(body)];
  return [404, { title: 'Not found', detail: `there is nothing at ${path}`, status: 404 }];
}

// One day with two alerts, whatever the rules say.
function rehearsed({ rules, against }) {
  const [, name] = /alert: (\w+)/.exec(Object.values(rules)[0]) ?? [null, 'None'];
  const at = hours => new Date(START - hours * 3_600_000).toISOString();
  const firings = [20, 3].map((hours, index) => ({ rule: name, severity: 'critical', labels: { alertname: name, ip: `203.0.113.${index}` }, from: at(hours), to: at(hours - 1), decided_at: at(hours), value: '11', summary: '11 failed logins' }));
  const person = { reader: 'anna', messages: 4, messages_per_week: 28, pages: 2, night_pages: 1 };
  return {
    from: at(24), to: at(0), zone: 'UTC', firings, firings_cut: false, sweeps: [], budgets: [], broken_budgets: 0,
    coverage: { events: 250_000, shown: 372, warm_up_s: 330, warm_up_missing_s: 0, later_than_s: { 30: 0.4 }, unseen_fields: {}, notes: [] },
    rules: [{ rule: name, firings: 2, per_day: 2, per_day_p95: 2, per_day_max: 2, keys: 2, median_s: 3600, flaps: 0, business_share: 50, matched: 372, late: 0, skipped: 0, top: [{ key: 'ip=203.0.113.0', firings: 1, share: 50 }] }],
    people: ['300', 'never'].map(answer => ({ answer, pages: 2, pages_per_week: 14, night_pages: 1, messages: 4, incidents: 2, levels: { 1: 2 }, quiet_s: 61_200, readers: [person] })),
    difference: against && { against: 'the other rules', new: [], gone: [`${name} {ip=203.0.113.2} critical`], changed: [], same: 2, pages: -1 },
  };
}

const wanted = (state, incident) => state === 'all' || state === incident.state || (state === 'open' && incident.state !== 'resolved');

function incident(method, id, verb, body) {
  const found = incidents.find(each => each.id === id);
  if (!found) return [404, { title: 'No such incident', detail: `cannot find incident ${id}: it never existed or is past its retention`, status: 404 }];
  if (method === 'GET') return [200, detail(found)];
  if (found.state === 'resolved') return [409, { title: 'Too late', detail: `cannot ${verb} incident ${id}: it is resolved`, status: 409, state: found.state }];
  if (verb === 'acknowledge') Object.assign(found, { state: 'acknowledged', acknowledged_by: body.by, next: null });
  if (verb === 'resolve') Object.assign(found, { state: 'resolved', resolved_by: body.by, next: null });
  if (verb === 'escalate') Object.assign(found, { state: 'triggered', level: found.level + 1, told: [...found.told, 'bob by slack at 10:09'] });
  return [200, detail(found)];
}

function trace(id) {
  const found = events.filter(event => JSON.stringify(event).includes(`"${id}"`));
  if (!found.length) return [404, { title: 'No such request', detail: `cannot find request ${id}: no event carries it in an ID field`, status: 404 }];
  const services = [...new Set(found.map(event => event.service ?? event.app))].map(name => {
    const own = found.filter(event => (event.service ?? event.app) === name);
    return { name, events: own.length, errors: own.filter(event => event.level === 'ERROR').length, first: own[0]._time, last: own.at(-1)._time };
  });
  const gaps = found.slice(1).map((event, index) => ({ after: found[index]._id, ms: Date.parse(event._time) - Date.parse(found[index]._time) })).filter(gap => gap.ms > 1000);
  return [200, { id, from: found[0]._time, to: found.at(-1)._time, duration_ms: Date.parse(found.at(-1)._time) - Date.parse(found[0]._time), services, errors: services.reduce((sum, service) => sum + service.errors, 0), gaps, events: found, truncated: false }];
}

function search(query) {
  const q = query.get('q') ?? '';
  if (q.includes(' | ')) return counted(query, q);
  const open = q.indexOf('(');
  if (open >= 0 && !q.includes(')')) return [400, { title: 'Cannot read the query', detail: 'a parenthesis is opened here and never closed', status: 400, position: open }];
  const from = bound(query.get('from'), -Infinity);
  const to = bound(query.get('to'), Infinity);
  const alternatives = q.replace(/[()]/g, ' ').split(/\bOR\b/).map(part => [...part.matchAll(/(-?)(?:([\w.@]+)(:|>=?|<=?))?("[^"]*"|\S+)/g)]);
  const found = events.filter(event => Date.parse(event._time) >= from && Date.parse(event._time) <= to && alternatives.some(terms => terms.every(term => matches(event, term)))).reverse();
  const at = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 100);
  return [200, { events: found.slice(at, at + limit), cursor: at + limit < found.length ? String(at + limit) : null, total: { value: found.length, relation: found.length > 1500 ? 'gte' : 'eq' }, took_ms: 3 }];
}

function found(query) {
  const [, { events: all }] = search(new URLSearchParams({ q: query.get('q') ?? '', from: query.get('from') ?? '', to: query.get('to') ?? '', limit: 1e6 }));
  return all;
}

function histogram(query) {
  const all = found(query);
  if (!all.length) return [200, { bucket_ms: 0, times: [], counts: [], series: [], other: [], matched: 0, truncated: false, partial: false, took_ms: 1 }];
  const from = bound(query.get('from'), Date.parse(all.at(-1)._time));
  const to = Math.max(from + 1, bound(query.get('to'), query.get('from') ? Date.now() : Date.parse(all[0]._time) + 1));
  const length = [1e3, 5e3, 1e4, 3e4, 6e4, 3e5, 6e5, 18e5, 36e5, 864e5].find(each => Math.ceil((to - from) / each) < Number(query.get('buckets'))) ?? 7 * 864e5;
  const first = Math.floor(from / length);
  const size = Math.floor((to - 1) / length) - first + 1;
  const count = some => some.reduce((counts, event) => { counts[Math.floor(Date.parse(event._time) / length) - first] += 1; return counts; }, Array(size).fill(0));
  const of = event => event.level ?? 'other';
  const values = [...new Set(all.map(of))].filter(value => value !== 'other');
  return [200, { bucket_ms: length, times: Array.from({ length: size }, (_, index) => new Date((first + index) * length).toISOString()), counts: count(all), series: values.map(value => ({ value, counts: count(all.filter(event => of(event) === value)) })), other: count(all.filter(event => of(event) === 'other')), matched: all.length, truncated: false, partial: false, took_ms: 2 }];
}

/** Calls back with each new event that matches, until it is told to stop. */
export function listen(query, hear) {
  let seen = events.length;
  const timer = setInterval(() => {
    const fresh = events.slice(seen).map(event => event._id);
    seen = events.length;
    for (const event of found(query).reverse()) if (fresh.includes(event._id)) hear(event);
  }, 500);
  return () => clearInterval(timer);
}

// The one pipe that it knows: count by a field.
function counted(query, q) {
  const [condition, pipe] = q.split(' | ');
  const field = pipe.split(' by ')[1];
  const groups = new Map();
  for (const event of found(new URLSearchParams({ q: condition, from: query.get('from') ?? '', to: query.get('to') ?? '' }))) groups.set(event[field] ?? null, (groups.get(event[field] ?? null) ?? 0) + 1);
  const rows = [...groups].sort((a, b) => b[1] - a[1]);
  return [200, { columns: [field, 'count'], rows, matched: rows.reduce((sum, [, count]) => sum + count, 0), truncated: false, partial: false, took_ms: 2 }];
}

function bound(text, otherwise) {
  if (!text || text === 'now') return otherwise;
  const relative = /^-(\d+)([smhd])$/.exec(text);
  return relative ? Date.now() - relative[1] * { s: 1e3, m: 6e4, h: 36e5, d: 864e5 }[relative[2]] : Date.parse(text);
}

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

function matches(event, [, minus, field, sign, quoted]) {
  const value = quoted.replace(/^"|"$/g, '');
  if (value === 'AND') return true;
  const actual = field && (field.split('.').reduce((object, key) => object?.[key], event) ?? event.extra?.[field]);
  const rank = text => field === 'level' ? LEVELS.indexOf(text) : Number(text);
  const hit = !field ? JSON.stringify(event).toLowerCase().includes(value.toLowerCase())
    : sign === ':' ? new RegExp(`^${value.replace(/[.+^$()]/g, '\\$&').replace(/\*/g, '.*')}$`, 'i').test(String(actual))
    : { '>': rank(actual) > rank(value), '>=': rank(actual) >= rank(value), '<': rank(actual) < rank(value), '<=': rank(actual) <= rank(value) }[sign];
  return minus ? !hit : hit;
}
