// Two texts, line by line: what went and what came, with a little around it.
import { html, css, nothing } from 'lit';
import { difference } from '../core/difference.js';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { sheet } from './sheet.js';

const AROUND = 3;
const SIGNS = { same: '', more: '+', less: '−' };

class Comparison extends OsElement {
  static properties = { before: { attribute: false }, after: { attribute: false } };

  static styles = [
    sheet,
    css`
      .scroller {
        max-height: 60vh;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font: 400 0.8125rem / 1.6 var(--mono);
      }
      td {
        padding: 0 var(--s2);
        vertical-align: top;
      }
      td.number {
        width: 3.25rem;
        color: var(--soft);
        text-align: end;
        user-select: none;
      }
      td.sign {
        width: 1.5rem;
      }
      td.text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      tr.more {
        background: var(--good-wash);
      }
      tr.less {
        background: var(--bad-wash);
      }
      tr.more .sign {
        color: var(--good);
      }
      tr.less .sign {
        color: var(--bad);
      }
      tr.more .number,
      tr.less .number {
        color: var(--ink);
      }
      tr.gap td {
        padding: var(--s1) var(--s4);
        background: var(--sunk);
        color: var(--soft);
      }
    `,
  ];

  /** Keeps what differs and a few lines around it; null stands for what is left out. */
  #near(lines) {
    const keep = new Set();
    lines.forEach((line, at) => {
      for (let near = at - AROUND; line.kind !== 'same' && near <= at + AROUND; near++) {
        keep.add(near);
      }
    });
    const shown = [];
    lines.forEach((line, at) => {
      if (keep.has(at)) {
        shown.push(line);
      } else if (shown.at(-1) !== null) {
        shown.push(null);
      }
    });
    return shown;
  }

  #line(line) {
    if (line === null) {
      return html`<tr class="gap">
        <td colspan="4">${t('comparison.gap')}</td>
      </tr>`;
    }
    const spoken = { same: '', more: t('comparison.more'), less: t('comparison.less') }[line.kind];
    return html`<tr class=${line.kind}>
      <td class="number">${line.left ?? nothing}</td>
      <td class="number">${line.right ?? nothing}</td>
      <td class="sign"><span class="hidden-text">${spoken}</span><span aria-hidden="true">${SIGNS[line.kind]}</span></td>
      <td class="text">${line.text}</td>
    </tr>`;
  }

  render() {
    if (this.before === null || this.after === null) {
      return html`<p class="note">${t('preview.none')}</p>`;
    }
    const lines = difference(this.before, this.after);
    if (lines === null || lines.every((line) => line.kind === 'same')) {
      return html`<p class="note">${lines === null ? t('comparison.much') : t('comparison.equal')}</p>`;
    }
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${t('comparison.label')}>
      <table>
        <tbody>
          ${this.#near(lines).map((line) => this.#line(line))}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define('os-comparison', Comparison);
