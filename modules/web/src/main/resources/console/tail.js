// New events as they come in, over one long answer of the server; after an interruption it begins anew.
import { poll, stream } from './api.js';

const AGAIN_MS = 1000;
// Many events at once are drawn at once: a flood must not draw the page a thousand times a second.
const GATHER_MS = 150;

/**
 * Listens until the signal aborts.
 *
 * @param onOpen called each time that nothing is missed from then on
 * @param onEvents called with new events, the oldest first, and how many were too fast to be told
 */
export function tail(query, signal, onOpen, onEvents) {
  let waiting = [];
  let dropped = 0;
  let timer = 0;
  const flush = () => {
    timer = 0;
    if (!signal.aborted) onEvents(waiting, dropped);
    waiting = [];
    dropped = 0;
  };
  const hear = text => {
    const message = JSON.parse(text);
    if (message._id) waiting.push(message);
    else dropped += message.dropped ?? 0;
    timer ||= setTimeout(flush, GATHER_MS);
  };
  return poll(() => stream('/api/v1/tail', { q: query }, signal, onOpen, hear), () => AGAIN_MS, signal);
}
