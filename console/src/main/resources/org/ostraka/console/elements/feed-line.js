// One change in words: who did what, where and when.
import { html } from 'lit';
import { ago, instant } from '../core/format.js';
import { folderOf, nameOf } from '../core/feed.js';
import { t } from '../core/language.js';
import { looking } from '../core/router.js';

const SIGNS = { create: 'good', edit: '', move: '', remove: 'bad' };

/** The chip that says what was done. */
export const deed = (line) => html`<span class="chip ${SIGNS[line.kind]}">${t(`deed.${line.kind}`)}</span>`;

/** Where it was done; a link as long as it is there. */
export function whereabouts(line) {
  const path = `${line.repository}${line.path}`;
  const folder = ['files', line.repository, ...folderOf(line.path)];
  return line.kind === 'remove'
    ? html`<span title=${path}>${path}</span>`
    : html`<a href=${looking(folder, { file: nameOf(line.path) })} title=${path}>${path}</a>`;
}

/** When it was done. */
export const since = (line) => html`<span class="soft" title=${instant(line.time)}>${ago(line.time)}</span>`;
