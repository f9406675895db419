// Asks the reader for one line of text.
import { h } from './dom.js';

/** Opens a dialog. @return what was typed, or '' when the reader would rather not say */
export function ask(title, why, inputProps = {}) {
  const input = h('input', { name: 'answer', required: true, 'aria-label': title, ...inputProps });
  const dialog = h('dialog', { 'aria-label': title },
    h('form', { method: 'dialog' },
      h('h2', null, title), h('p', null, why), input,
      h('p', { class: 'verbs' }, h('button', { class: 'primary', value: 'ok' }, 'Go on'), h('button', { value: '', formnovalidate: true }, 'Cancel'))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => {
    dialog.remove();
    done(dialog.returnValue === 'ok' ? input.value.trim() : '');
  }));
}
