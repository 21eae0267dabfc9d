// A table of any length: only the rows in sight are drawn, each that comes into one that went (to make new ones takes
// twice as long). It is walked with the arrow keys as a grid (WAI-ARIA).
import { html, css, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { sheet } from './sheet.js';
import { icon } from './icon.js';

const ROW = 44;
const MARGIN = 5;
const NARROW = 620;

/**
 * Columns: {key, title, cell(row, narrow), sort(row), width, narrow, end, minor}; where there is little
 * room, minor ones are left out and `narrow` is the width.
 * Rows are any values that `keyOf` tells apart. Events: `open` (row), `choose` (the set of chosen keys).
 */
class Table extends OsElement {
  static properties = {
    columns: { attribute: false },
    rows: { attribute: false },
    keyOf: { attribute: false },
    chosen: { attribute: false },
    choosable: { type: Boolean },
    openable: { type: Boolean },
    label: {},
    empty: {},
    sorting: { state: true },
    first: { state: true },
    room: { state: true },
    narrow: { state: true },
    at: { state: true },
  };

  static styles = [
    sheet,
    css`
      :host {
        display: grid;
        min-height: 0;
        max-height: var(--table-height, 70vh);
      }
      .scroller {
        overflow: auto;
        min-height: 0;
        overscroll-behavior: contain;
      }
      [role='row'] {
        display: grid;
        grid-template-columns: var(--columns);
        align-items: center;
        height: ${ROW}px;
        padding: 0 var(--s4);
        border-bottom: 1px solid var(--line);
        column-gap: var(--s5);
      }
      .narrow [role='row'] {
        padding: 0 var(--s3);
        column-gap: var(--s3);
      }
      .head {
        position: sticky;
        top: 0;
        z-index: 1;
        height: 40px;
        background: var(--paper);
        color: var(--soft);
        font-size: var(--small);
        font-weight: 560;
      }
      .head button {
        min-height: 2rem;
        padding: 0;
        border: 0;
        background: transparent;
        color: inherit;
        font: inherit;
        gap: 0.25rem;
      }
      .head button:hover {
        color: var(--ink);
      }
      [role='columnheader'],
      [role='gridcell'] {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .box {
        display: grid;
        justify-items: start;
      }
      .end {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      .end > button {
        flex-direction: row-reverse;
      }
      .body [role='row']:hover {
        background: var(--sunk);
      }
      .body.openable [role='row'] {
        cursor: pointer;
      }
      .body [role='row'][aria-selected='true'] {
        background: var(--accent-wash);
      }
      .body [role='row']:focus-visible {
        outline-offset: -2px;
      }
      .empty {
        padding: var(--s7) var(--s5);
        text-align: center;
        color: var(--soft);
      }
    `,
  ];

  constructor() {
    super();
    this.columns = [];
    this.rows = [];
    this.keyOf = (row) => row;
    this.chosen = new Set();
    this.first = 0;
    this.room = 40;
    this.at = 0;
    this.sorting = null;
  }

  firstUpdated() {
    const scroller = this.renderRoot.querySelector('.scroller');
    const watch = new ResizeObserver(() => this.#measure(scroller));
    watch.observe(scroller);
    this.during(() => watch.disconnect());
  }

  #measure(scroller) {
    this.room = Math.ceil(scroller.clientHeight / ROW) + 2 * MARGIN;
    this.narrow = scroller.clientWidth < NARROW;
    this.first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - MARGIN);
  }

  willUpdate(changed) {
    if (changed.has('first')) {
      this.#letGo();
    }
    if (changed.has('rows') || changed.has('sorting') || changed.has('columns')) {
      this.sorted = this.#sort();
      this.at = Math.min(this.at, Math.max(0, this.sorted.length - 1));
    }
  }

  /** A row that goes out of sight becomes another one: keys that are pressed there must not act on that. */
  #letGo() {
    const at = this.renderRoot?.activeElement?.closest(".body [role='row']");
    const index = at ? at.ariaRowIndex - 2 : this.first;
    if (index < this.first || index >= this.first + this.room) {
      this.renderRoot.activeElement.blur();
    }
  }

  #sort() {
    const column = this.columns.find(({ key }) => key === this.sorting?.key);
    if (!column?.sort) {
      return this.rows;
    }
    const order = this.sorting.falling ? -1 : 1;
    const compare = (one, other) =>
      typeof one === 'string' ? one.localeCompare(other, undefined, { numeric: true }) : one - other;
    return this.rows.toSorted((one, other) => order * compare(column.sort(one), column.sort(other)));
  }

  get #shown() {
    return this.columns.filter((column) => !(this.narrow && column.minor));
  }

  #order(key) {
    const falling = this.sorting?.key === key && !this.sorting.falling;
    this.sorting = { key, falling };
  }

  #choose(row, keep) {
    const key = this.keyOf(row);
    const chosen = new Set(keep ? this.chosen : []);
    if (!chosen.delete(key)) {
      chosen.add(key);
    }
    this.#chose(chosen);
  }

  #chose(chosen) {
    this.chosen = chosen;
    this.tell('choose', chosen);
  }

  #chooseAll(event) {
    this.#chose(new Set(event.target.checked ? this.rows.map(this.keyOf) : []));
  }

  async #press(event, row) {
    const page = Math.max(1, this.room - 2 * MARGIN - 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.target.getAttribute('role') !== 'row') {
      return;
    }
    if (event.key in moves) {
      event.preventDefault();
      await this.#walk(moves[event.key]);
    } else if (event.key === 'Enter' && this.openable) {
      event.preventDefault();
      this.tell('open', row);
    } else if (event.key === ' ' && this.choosable) {
      event.preventDefault();
      this.#choose(row, true);
    }
  }

  async #walk(steps) {
    this.at = Math.min(this.sorted.length - 1, Math.max(0, this.at + steps));
    const scroller = this.renderRoot.querySelector('.scroller');
    const top = this.at * ROW;
    const height = scroller.clientHeight - ROW;
    if (top < scroller.scrollTop) {
      scroller.scrollTop = top;
    } else if (top + ROW > scroller.scrollTop + height) {
      scroller.scrollTop = top + ROW - height;
    }
    this.#measure(scroller);
    await this.updateComplete;
    this.renderRoot.querySelector('.body [tabindex="0"]')?.focus();
  }

  #click(event, row, index) {
    this.at = index;
    if (event.target.closest('button, a, input')) {
      return;
    }
    if (this.choosable && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      this.#choose(row, true);
    } else if (this.openable) {
      this.tell('open', row);
    }
  }

  #heading(column) {
    const order = this.sorting?.key !== column.key ? 'none' : this.sorting.falling ? 'descending' : 'ascending';
    return html`<div role="columnheader" class=${column.end ? 'end' : ''} aria-sort=${column.sort ? order : nothing}>
      ${column.sort
        ? html`<button @click=${() => this.#order(column.key)}>
            ${column.title} ${order === 'none' ? nothing : icon(order, 14)}
          </button>`
        : column.title || html`<span class="hidden-text">${t('table.actions')}</span>`}
    </div>`;
  }

  #row(row, index) {
    const key = this.keyOf(row);
    const chosen = this.chosen.has(key);
    return html`<div
      role="row"
      aria-rowindex=${index + 2}
      aria-selected=${this.choosable ? chosen : nothing}
      tabindex=${index === this.at ? 0 : -1}
      @keydown=${(event) => this.#press(event, row)}
      @click=${(event) => this.#click(event, row, index)}
    >
      ${this.choosable
        ? html`<div role="gridcell" class="box">
            <input
              type="checkbox"
              tabindex="-1"
              aria-label=${t('table.choose')}
              .checked=${chosen}
              @click=${() => this.#choose(row, true)}
            />
          </div>`
        : nothing}
      ${this.#shown.map(
        (column) => html`<div role="gridcell" class=${column.end ? 'end' : ''}>${column.cell(row, this.narrow)}</div>`,
      )}
    </div>`;
  }

  render() {
    const count = this.sorted.length;
    const last = Math.min(count, this.first + this.room);
    const first = Math.min(this.first, Math.max(0, last - 1));
    const widths = this.#shown.map(
      (column) => (this.narrow && column.narrow) || column.width || 'minmax(0, 1fr)',
    );
    const columns = (this.choosable ? ['1.25rem', ...widths] : widths).join(' ');
    const all = count > 0 && this.chosen.size === count;
    return html`<div
      class="scroller ${this.narrow ? 'narrow' : ''}"
      .style=${`--columns: ${columns}`}
      @scroll=${(event) => this.#measure(event.currentTarget)}
    >
      <div role="grid" aria-label=${this.label} aria-rowcount=${count + 1} aria-multiselectable=${this.choosable}>
        <div role="rowgroup" class="headgroup">
          <div role="row" class="head" aria-rowindex="1">
            ${this.choosable
              ? html`<div role="columnheader" class="box">
                  <input
                    type="checkbox"
                    aria-label=${t('table.choose-all')}
                    .checked=${all}
                    @change=${this.#chooseAll}
                  />
                </div>`
              : nothing}
            ${this.#shown.map((column) => this.#heading(column))}
          </div>
        </div>
        <div
          role="rowgroup"
          class="body ${this.openable ? 'openable' : ''}"
          .style=${`padding-top: ${first * ROW}px; padding-bottom: ${(count - last) * ROW}px`}
        >
          ${repeat(
            this.sorted.slice(first, last),
            (_, index) => (first + index) % this.room,
            (row, index) => this.#row(row, first + index),
          )}
        </div>
      </div>
      ${count === 0 ? html`<div class="empty">${this.empty ?? t('table.empty')}</div>` : nothing}
    </div>`;
  }
}

customElements.define('os-table', Table);
