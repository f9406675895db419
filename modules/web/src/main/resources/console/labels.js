// Labels as people type them, and back.

/** An object of name=value, name="a, b"; throws when a part is neither. */
export function parsed(text) {
  const found = {};
  const inner = text.trim().replace(/^\{(.*)\}$/s, '$1');
  const rest = inner.replace(/\s*([^=,\s"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*?))\s*(?:,|$)/gy, (all, name, quoted, plain) => {
    found[name] = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
    return '';
  });
  if (rest.trim()) throw new Error(`Cannot read “${rest.trim()}”: give name=value, name=value`);
  return found;
}

/** Labels as they are typed. */
export const typed = labels => Object.entries(labels).map(([name, value]) => /^[\w.:/@-]*$/.test(value) ? `${name}=${value}` : `${name}=${JSON.stringify(value)}`).join(', ');
