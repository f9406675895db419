// The one place that talks to the server. A refused request becomes a Problem with the words of the server's problem+json.
import { ask } from './ask.js';

const TOKEN = 'tocsin.token';

/** A request that the server refused or that never reached it; `message` is fit for people. */
export class Problem extends Error {
  constructor(status, title, detail, body = {}) {
    super(detail && detail !== title ? `${title}: ${detail}` : title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.body = body;
  }
}

/** GET of a path with query parameters; empty ones are left out. */
export function get(path, query = {}, signal) {
  return call(address(path, query), { signal, headers: { Accept: 'application/json, application/problem+json' } });
}

function address(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given).toString();
  return text ? `${path}?${text}` : path;
}

/**
 * GET of an answer that goes on (server-sent events); ends when the server ends it. An EventSource could not show the token.
 * @param onOpen called when the server listens  @param onData called with each piece of data
 */
export async function stream(path, query, signal, onOpen, onData) {
  const response = await answered(address(path, query), { signal, headers: { Accept: 'text/event-stream, application/problem+json' } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line === ': listening') onOpen();
      else if (line.startsWith('data: ')) onData(line.slice(6));
    }
  }
}

/** POST of a JSON body. */
export function post(path, body, signal) {
  return call(path, { signal, method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

/** DELETE with query parameters. */
export async function remove(path, query = {}, signal) {
  await answered(address(path, query), { signal, method: 'DELETE', headers: { Accept: 'application/problem+json' } });
}

/** GET of a text, as it is. */
export async function text(path, signal) {
  return (await answered(path, { signal, headers: { Accept: 'text/markdown, application/problem+json' } })).text();
}

async function call(url, options) {
  return (await answered(url, options)).json();
}

async function answered(url, options, mayAsk = true) {
  const token = localStorage.getItem(TOKEN);
  const response = await sent(url, token ? { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } } : options);
  if (response.ok) return response;
  if (response.status === 401 && mayAsk && await newToken(token)) return answered(url, options, false);
  const body = await response.json().catch(() => ({}));
  throw new Problem(response.status, body.title ?? `HTTP ${response.status} ${response.statusText}`.trim(), body.detail, body);
}

async function sent(url, options) {
  try {
    return await fetch(url, options);
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new Problem(0, 'No answer from the server', 'it may be restarting, or the network is down');
  }
}

// One dialog for all requests that were refused together; who cancels it is not asked again before a reload.
let asking = null;

async function newToken(refused) {
  if (localStorage.getItem(TOKEN) !== refused) return true;
  asking ??= ask('This Tocsin wants a token', 'One of those under auth: in tocsin.yml. It stays in this browser.', { type: 'password', autocomplete: 'current-password' })
    .then(token => {
      if (!token) return false;
      localStorage.setItem(TOKEN, token);
      asking = null;
      return true;
    });
  return asking;
}

/** Runs `task` now and then every `interval()` ms after it ended, until the signal aborts. */
export async function poll(task, interval, signal) {
  while (!signal.aborted) {
    try {
      await task();
    } catch (cause) {
      if (signal.aborted) return;
      console.warn(cause);
    }
    await pause(interval(), signal);
  }
}

// Ends early when the page becomes visible again, so that a returning reader never looks at old news.
function pause(ms, signal) {
  return new Promise(done => {
    const over = () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', woken);
      signal.removeEventListener('abort', over);
      done();
    };
    const woken = () => { if (!document.hidden) over(); };
    const timer = setTimeout(over, ms);
    document.addEventListener('visibilitychange', woken);
    signal.addEventListener('abort', over);
  });
}
