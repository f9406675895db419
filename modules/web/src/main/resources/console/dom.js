// Builds and patches the page. Text only ever enters as text nodes: there is no innerHTML in this console, so markup in a log
// line, a label or a runbook stays what it is, text.

/**
 * Makes one element: h('a', {class: 'x', href: '/y', onclick: f, css: {left: '3%'}}, 'text', node, [more]).
 * Null, undefined and false children and properties are left out. `css` goes through the object model, which a strict
 * content security policy allows and style attributes are not.
 */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'css') for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat(Infinity).filter(present));
  return node;
}

const present = child => child !== null && child !== undefined && child !== false && child !== '';

const prints = new WeakMap();

/**
 * Makes the children of `parent` show `items`: rows whose item did not change are left alone, so that a refresh neither
 * flickers nor takes the focus, the selection or an open detail away.
 */
export function keyed(parent, items, keyOf, render) {
  const old = new Map([...parent.children].map(node => [node.dataset.key, node]));
  let at = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const print = JSON.stringify(item);
    let node = old.get(key);
    old.delete(key);
    if (!node || prints.get(node) !== print) {
      const fresh = render(item);
      fresh.dataset.key = key;
      prints.set(fresh, print);
      if (node) at = replace(node, fresh, at);
      node = fresh;
    }
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
  old.forEach(node => node.remove());
}

function replace(node, fresh, at) {
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  const name = focused?.dataset.name;
  node.replaceWith(fresh);
  if (focused) (name ? fresh.querySelector(`[data-name="${CSS.escape(name)}"]`) ?? fresh : fresh).focus();
  return node === at ? fresh : at;
}

/** An address from data, or null when following it could run code: only http, https and mailto pass. */
export function safeHref(text) {
  if (!text) return null;
  try {
    const url = new URL(text, location.origin);
    if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return null;
    return url.origin === location.origin ? url.pathname + url.search + url.hash : url.href;
  } catch {
    return null;
  }
}

/** A link to an address from data; plain text where the address is not safe to follow. */
export function link(href, ...children) {
  const safe = safeHref(href);
  if (!safe) return h('span', null, ...children);
  const outside = !safe.startsWith('/');
  return h('a', { href: safe, rel: outside && 'noopener noreferrer', target: outside && '_blank' }, ...children);
}

/** Says something for a few seconds in the corner, politely for screen readers. */
export function toast(text, bad = false) {
  const line = h('p', { class: bad ? 'bad' : '' }, text);
  document.getElementById('toast').replaceChildren(line);
  setTimeout(() => line.remove(), bad ? 8000 : 4000);
}

/** Puts text on the clipboard and says so. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied');
  } catch {
    toast('The browser did not allow copying; select the text instead', true);
  }
}

/** What to show when there is nothing: a title, a sentence, and what to do next. */
export function empty(title, ...children) {
  return h('section', { class: 'empty' }, h('h2', null, title), ...children);
}
