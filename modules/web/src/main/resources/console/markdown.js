// A small, safe Markdown: headings, paragraphs, lists, tables, quotes, fenced code, links, bold, italics and code. It builds
// nodes and never HTML, so there is nothing to escape and nothing to forget.
import { h, link } from './dom.js';

/** @return the nodes of a Markdown text */
export function markdown(source) {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const block = BLOCKS.find(([pattern]) => pattern.test(lines[at]));
    const [node, next] = block[1](lines, at);
    if (node) nodes.push(node);
    at = next;
  }
  return nodes;
}

const FENCE = /^\s*(```|~~~)/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const QUOTE = /^>\s?/;
const TABLE = /^\s*\|.*\|\s*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;

const BLOCKS = [
  [/^\s*$/, (lines, at) => [null, at + 1]],
  [FENCE, fenced],
  [HEADING, (lines, at) => { const [, marks, text] = HEADING.exec(lines[at]); return [h(`h${marks.length}`, null, inline(text)), at + 1]; }],
  [RULE, (lines, at) => [h('hr'), at + 1]],
  [ITEM, list],
  [QUOTE, quote],
  [TABLE, table],
  [/^/, paragraph],
];

function fenced(lines, at) {
  const fence = FENCE.exec(lines[at])[1];
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(fence)) end++;
  const indent = /^\s*/.exec(lines[at])[0].length;
  return [h('pre', null, h('code', null, lines.slice(at + 1, end).map(line => line.slice(Math.min(indent, /^\s*/.exec(line)[0].length))).join('\n'))), end + 1];
}

// Items of one list; deeper lines belong to the item above and are read as Markdown of their own.
function list(lines, at) {
  const [, lead, sign] = ITEM.exec(lines[at]);
  const ordered = /\d/.test(sign);
  const node = h(ordered ? 'ol' : 'ul', { start: ordered && sign.slice(0, -1) !== '1' && sign.slice(0, -1) });
  while (at < lines.length) {
    const item = ITEM.exec(lines[at]);
    if (!item || item[1].length !== lead.length || /\d/.test(item[2]) !== ordered) break;
    const own = [item[3]];
    const inner = lead.length + item[2].length + 1;
    at++;
    while (at < lines.length && (indentOf(lines[at]) > lead.length || (!lines[at].trim() && indentOf(lines[at + 1] ?? '') > lead.length))) {
      own.push(lines[at].slice(Math.min(inner, indentOf(lines[at]))));
      at++;
    }
    const children = markdown(own.join('\n'));
    const [first, ...rest] = children;
    node.append(h('li', null, ...first?.tagName === 'P' ? [...first.childNodes, ...rest] : children));
    if (!lines[at]?.trim() && ITEM.test(lines[at + 1] ?? '')) at++;
  }
  return [node, at];
}

const indentOf = line => line.trim() ? /^\s*/.exec(line)[0].length : -1;

function quote(lines, at) {
  const own = [];
  while (at < lines.length && QUOTE.test(lines[at])) own.push(lines[at++].replace(QUOTE, ''));
  return [h('blockquote', null, markdown(own.join('\n'))), at];
}

function table(lines, at) {
  const rows = [];
  while (at < lines.length && TABLE.test(lines[at])) rows.push(cells(lines[at++]));
  const headed = rows[1]?.every(cell => /^:?-+:?$/.test(cell));
  const body = (headed ? rows.slice(2) : rows).map(row => h('tr', null, row.map(cell => h('td', null, inline(cell)))));
  return [h('div', { class: 'scroll' }, h('table', null,
    headed && h('thead', null, h('tr', null, rows[0].map(cell => h('th', { scope: 'col' }, inline(cell))))), h('tbody', null, body))), at];
}

const cells = line => line.trim().slice(1, -1).split(/(?<!\\)\|/).map(cell => cell.trim().replace(/\\\|/g, '|'));

function paragraph(lines, at) {
  const own = [];
  do own.push(lines[at++].trim()); while (at < lines.length && BLOCKS.findIndex(([pattern]) => pattern.test(lines[at])) === BLOCKS.length - 1);
  return [h('p', null, inline(own.join(' '))), at];
}

const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*|(?<![\w*])[*_](?!\s)([^*_]+?)[*_](?![\w*])|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:\/\/[^>\s]+)>/g;

function inline(text) {
  const nodes = [];
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, , code, bold, italic, label, address, plain] = match;
    nodes.push(text.slice(done, match.index));
    if (code !== undefined) nodes.push(h('code', null, code.trim()));
    else if (bold !== undefined) nodes.push(h('strong', null, inline(bold)));
    else if (italic !== undefined) nodes.push(h('em', null, inline(italic)));
    else nodes.push(link(relative(address ?? plain), inline(label ?? plain)));
    done = match.index + whole.length;
  }
  return [...nodes, text.slice(done)];
}

// Runbooks link to each other as files do: other.md is /runbooks/other here.
const relative = address => /^[\w-]+\.md(#.*)?$/.test(address) ? `/runbooks/${address.replace('.md', '')}` : address;
