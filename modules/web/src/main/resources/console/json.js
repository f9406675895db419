// Pretty JSON in which every value is a button: a press narrows the search to it, with Alt or Shift it excludes it.
import { h } from './dom.js';
import { plain } from './event.js';

/** @param onPick called with (path, value, exclude) */
export function jsonTree(event, onPick) {
  const box = h('div', { class: 'json' });
  lines(box, plain(event), '', 0, onPick);
  return box;
}

function lines(box, object, prefix, depth, onPick) {
  for (const [key, value] of Object.entries(object)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length) {
      box.append(row(depth, key, null));
      lines(box, value, path, depth + 1, onPick);
    } else {
      box.append(row(depth, key, shown(path, value, onPick)));
    }
  }
}

function row(depth, key, value) {
  return h('div', { class: 'json-row', css: { '--depth': depth } }, h('span', { class: 'json-key' }, key), value);
}

function shown(path, value, onPick) {
  if (Array.isArray(value)) {
    return h('span', { class: 'json-list' }, value.length ? value.map(each => shown(path, each, onPick)) : '[]');
  }
  if (value === null || typeof value === 'object') return h('span', { class: 'json-value null' }, JSON.stringify(value));
  return h('button', {
    type: 'button',
    class: `json-value ${typeof value}`,
    title: 'Search for this value; with Alt or Shift: leave it out',
    // With Shift the browser would select text up to here.
    onmousedown: press => { if (press.shiftKey) press.preventDefault(); },
    onclick: click => {
      if (!getSelection().isCollapsed) return;
      onPick(path, value, click.altKey || click.shiftKey);
    },
  }, String(value));
}
