// A runbook of the repository, served by Tocsin itself: it is readable when the wiki is what is down.
import { text } from './api.js';
import { setTitle } from './badge.js';
import { copy, empty, h } from './dom.js';
import { markdown } from './markdown.js';

/** The page at /runbooks/NAME. */
export async function runbookPage(main, { id, signal }) {
  const name = id.replace(/\.md$/, '');
  setTitle(`Runbook ${name}`);
  const body = h('article', { class: 'runbook' });
  main.append(body);
  try {
    body.append(...markdown(await text(`/api/v1/runbooks/${encodeURIComponent(name)}`, signal)));
    setTitle(body.querySelector('h1')?.textContent ?? name);
    for (const block of body.querySelectorAll('pre')) {
      const commands = block.textContent;
      block.append(h('button', { type: 'button', onclick: () => copy(commands) }, 'Copy'));
    }
  } catch (problem) {
    if (signal.aborted) return;
    body.append(problem.status === 404
      ? empty('There is no such runbook', h('p', null, 'Write it: ', h('code', null, `runbooks/${name}.md`), ' beside the configuration, then reload this page.'))
      : empty(problem.title ?? 'Something went wrong', h('p', null, problem.detail ?? problem.message)));
  }
}
