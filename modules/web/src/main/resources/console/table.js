// The answer of a query with pipes: rows and columns, as the server counted them.
import { h } from './dom.js';
import { moment } from './time.js';

/** A table that scrolls sideways on its own. @param columns names  @param rows values, null for what is missing */
export function table(columns, rows) {
  const numbers = columns.map((name, index) => rows.some(row => row[index] !== null) && rows.every(row => row[index] === null || typeof row[index] === 'number'));
  const cell = (tag, index, ...children) => h(tag, { class: numbers[index] && 'number', scope: tag === 'th' && 'col' }, ...children);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Result' },
    h('table', { class: 'answer' },
      h('thead', null, h('tr', null, columns.map((name, index) => cell('th', index, name)))),
      h('tbody', null, rows.map(row => h('tr', null, row.map((value, index) => cell('td', index, shown(columns[index], value))))))));
}

function shown(column, value) {
  if (value === null) return h('span', { class: 'faint' }, '–');
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 3 });
  if (column === 'time' && !isNaN(Date.parse(value))) return moment(value);
  return value;
}
