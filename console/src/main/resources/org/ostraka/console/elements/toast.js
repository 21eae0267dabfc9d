// Short messages at the edge of the page: that something was done, or why it was not.
import { html, css } from 'lit';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { sheet } from './sheet.js';
import { icon } from './icon.js';

const SHOWN_MILLIS = 6000;
let board = null;

class Toasts extends OsElement {
  static properties = { lines: { state: true } };

  static styles = [
    sheet,
    css`
      :host {
        position: fixed;
        inset: auto var(--s4) var(--s4) auto;
        z-index: 30;
        display: grid;
        gap: var(--s2);
        max-width: min(26rem, calc(100vw - 2rem));
      }
      .line {
        display: flex;
        align-items: center;
        gap: var(--s3);
        padding: var(--s2) var(--s2) var(--s2) var(--s4);
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--ground);
        box-shadow: var(--float);
        overflow-wrap: anywhere;
      }
      .line.bad {
        background: var(--bad);
        color: var(--on-accent);
      }
      button,
      button:hover {
        margin-inline-start: auto;
        border: 0;
        background: transparent;
        color: inherit;
      }
    `,
  ];

  constructor() {
    super();
    this.lines = [];
    board = this;
  }

  show(line) {
    this.lines = [...this.lines.slice(-3), line];
    setTimeout(() => this.#drop(line), SHOWN_MILLIS);
  }

  #drop(line) {
    this.lines = this.lines.filter((it) => it !== line);
  }

  render() {
    return html`<div role="status" aria-live="polite" class="stack">
      ${this.lines.map(
        (line) =>
          html`<div class="line ${line.kind}">
            <span>${line.text}</span>
            <button class="bare" aria-label=${t('close')} @click=${() => this.#drop(line)}>${icon('close', 16)}</button>
          </div>`,
      )}
    </div>`;
  }
}

customElements.define('os-toasts', Toasts);

/** Says that something was done. */
export function say(text) {
  board?.show({ text, kind: '' });
}

/** Runs what may be refused, and says so if it is; returns whether it was done. */
export async function attempt(action) {
  try {
    await action();
    return true;
  } catch (failure) {
    board?.show({ text: failure.message, kind: 'bad' });
    return false;
  }
}
