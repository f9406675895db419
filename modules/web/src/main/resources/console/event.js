// What the console understands of one log event. The alias lists are those of the server (model, FieldAliases): a service may
// call a field what it likes and is still read.

const ALIASES = {
  level: ['level', 'severity', 'log.level', 'lvl', 'loglevel', 'severity_text'],
  service: ['service', 'service.name', 'app', 'application', 'service_name', 'logger'],
  action: ['action', 'operation', 'event.action', 'eventName'],
  message: ['message', 'msg', 'log', 'body', 'text'],
  status: ['status', 'extra.status', 'context.status', 'http.response.status_code', 'status_code'],
  duration_ms: ['duration_ms', 'response_time_ms', 'elapsed_ms', 'latency_ms', 'took_ms', 'extra.duration_ms'],
  request_id: ['request_id', 'requestId', 'trace_id', 'traceId', 'trace.id', 'correlation_id', 'correlationId',
    'transactionId', 'transaction_id', 'x-request-id', 'requestID', 'extra.request_id', 'context.request_id'],
};

const LEVELS = {
  trace: 'TRACE', finest: 'TRACE', finer: 'TRACE', verbose: 'TRACE', 10: 'TRACE',
  debug: 'DEBUG', fine: 'DEBUG', 20: 'DEBUG',
  info: 'INFO', information: 'INFO', informational: 'INFO', notice: 'INFO', 30: 'INFO',
  warn: 'WARN', warning: 'WARN', 40: 'WARN',
  error: 'ERROR', err: 'ERROR', severe: 'ERROR', 50: 'ERROR',
  fatal: 'FATAL', critical: 'FATAL', crit: 'FATAL', alert: 'FATAL', emerg: 'FATAL', emergency: 'FATAL', panic: 'FATAL', 60: 'FATAL',
};

// A dotted path: the literal key first, then one object deeper.
function at(event, path) {
  if (event === null || typeof event !== 'object') return undefined;
  if (path in event) return event[path];
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : at(event[path.slice(0, dot)], path.slice(dot + 1));
}

const scalar = value => ['string', 'number', 'boolean'].includes(typeof value) && value !== '';

/** The first alias of a normalised field that carries a value, or undefined. */
export function field(event, name) {
  for (const path of ALIASES[name]) {
    const value = at(event, path);
    if (scalar(value)) return value;
  }
  return undefined;
}

/** TRACE … FATAL, or '' when the event names no level that is known. */
export const level = event => LEVELS[String(field(event, 'level') ?? '').trim().toLowerCase()] ?? '';

/** True for ERROR and FATAL. */
export const isError = event => ['ERROR', 'FATAL'].includes(level(event));

/** Every value found in an ID field, without duplicates. */
export function requestIds(event) {
  return [...new Set(ALIASES.request_id.map(path => at(event, path)).filter(scalar).map(String))];
}

/** How long it took in ms, or undefined. */
export function durationMs(event) {
  const value = Number(field(event, 'duration_ms') ?? NaN);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** One line that says what happened: {action, text}; text falls back to the whole JSON. */
export function said(event) {
  const action = field(event, 'action');
  const message = field(event, 'message');
  const status = field(event, 'status');
  if (message !== undefined) return { action: String(action ?? ''), text: String(message) };
  if (action !== undefined) return { action: String(action), text: status === undefined ? '' : String(status) };
  return { action: '', text: JSON.stringify(plain(event)) };
}

/** The event as it was sent: without the names that the server added. */
export function plain(event) {
  const { _id, _time, ...sent } = event;
  return sent;
}

/** One search term for a field and value, quoted where the query language needs it. */
export function term(path, value, negate = false) {
  const text = String(value);
  const bare = /^[\p{L}\p{N}_.@\/-]+$/u.test(text) && !text.startsWith('-') && !text.startsWith('/');
  const quoted = bare ? text : `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\s+/g, ' ')}"`;
  return `${negate ? '-' : ''}${path}:${quoted}`;
}
