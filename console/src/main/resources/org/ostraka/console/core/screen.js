// A screen: what fills the page beside the navigation. It loads what it shows, says why if it cannot, and is drawn
// again when that has changed.
import { html, css, nothing } from 'lit';
import { OsElement } from './element.js';
import { t } from './language.js';
import { sheet } from '../elements/sheet.js';

/** How often a screen looks at what changes by itself, in milliseconds. */
const PERIOD = 2_000;

export class Screen extends OsElement {
  static properties = {
    place: { attribute: false },
    data: { state: true },
    trouble: { state: true },
  };

  static frame = css`
    :host {
      display: block;
      min-width: 0;
    }
    .page {
      display: grid;
      align-content: start;
      gap: var(--s5);
      max-width: 76rem;
      margin: 0 auto;
      padding: var(--s6) var(--s6) var(--s7);
    }
    .page > * {
      min-width: 0;
    }
    .top {
      display: flex;
      align-items: center;
      flex-wrap: wrap;
      gap: var(--s2) var(--s3);
    }
    .top .words {
      display: grid;
      gap: 0.125rem;
      margin-inline-end: auto;
    }
    .clip {
      overflow: hidden;
    }
    .narrow {
      max-width: 34rem;
    }
    .figures {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
      gap: var(--s4) var(--s5);
      margin: 0;
    }
    .figures > div {
      display: grid;
      align-content: space-between;
    }
    .figures dt {
      color: var(--soft);
      font-size: var(--small);
    }
    .figures dd {
      margin: 0;
      font-size: 1.375rem;
      font-weight: 600;
      letter-spacing: -0.02em;
      font-variant-numeric: tabular-nums;
    }
    @media (max-width: 700px) {
      .page {
        padding: var(--s4) var(--s4) var(--s6);
        gap: var(--s4);
      }
    }
  `;

  static styles = [sheet, Screen.frame];

  connectedCallback() {
    super.connectedCallback();
    this.reload();
  }

  willUpdate(changed) {
    const before = changed.get('place');
    if (this.hasUpdated && before !== undefined && before.join('/') !== this.place.join('/')) {
      this.data = undefined;
      this.reload();
    }
  }

  /** Fetches what the screen shows; a screen's own. */
  async load() {
    return {};
  }

  /** Loads again; what came later wins. */
  async reload() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const data = await this.load();
      if (turn === this.turn) {
        this.data = data;
        this.trouble = '';
      }
    } catch (failure) {
      if (turn === this.turn) {
        this.trouble = failure.message;
      }
    }
  }

  /** Does this again and again, while somebody looks at the page. */
  often(action) {
    this.every(PERIOD, action);
  }

  /** The title, a sentence below it, and what can be done. */
  heading(title, words, actions = nothing) {
    return html`<div class="top">
      <div class="words">
        <h1>${title}</h1>
        ${words ? html`<p class="soft">${words}</p>` : nothing}
      </div>
      ${actions}
    </div>`;
  }

  /** Large figures in a card: pairs of a name and a value. */
  figures(pairs) {
    return html`<dl class="figures card pad">
      ${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>`;
  }

  /** What the screen shows once it has loaded; a screen's own. */
  content() {
    return nothing;
  }

  render() {
    return html`<div class="page">
      ${this.trouble ? html`<p class="note bad" role="alert">${this.trouble}</p>` : nothing}
      ${this.data === undefined
        ? html`<p class="soft" role="status">${this.trouble ? '' : t('loading')}</p>`
        : this.content()}
    </div>`;
  }
}
