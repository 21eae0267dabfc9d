// Charts drawn by hand as SVG; each has a table with the same numbers.
import { html, svg, css, nothing } from 'lit';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { sheet } from './sheet.js';

const chart = css`
  figure {
    display: grid;
    gap: var(--s2);
    margin: 0;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s1) var(--s4);
    font-size: var(--small);
    color: var(--soft);
  }
  figcaption span::before {
    content: '';
    display: inline-block;
    width: 0.75rem;
    height: 3px;
    margin-inline-end: 0.375rem;
    border-radius: 2px;
    vertical-align: middle;
    background: var(--accent);
  }
  figcaption span + span::before {
    background: var(--blue);
  }
  svg {
    display: block;
    width: 100%;
    overflow: visible;
  }
  .scale {
    display: flex;
    justify-content: space-between;
    color: var(--soft);
    font-size: var(--tiny);
    font-variant-numeric: tabular-nums;
  }
  details {
    font-size: var(--small);
  }
  summary {
    color: var(--soft);
    cursor: pointer;
    width: fit-content;
  }
  .scroller {
    max-height: 16rem;
    overflow: auto;
    margin-top: var(--s2);
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.25rem var(--s4) 0.25rem 0;
    border-bottom: 1px solid var(--line);
    text-align: start;
    font-weight: 400;
  }
  thead th {
    color: var(--soft);
    font-weight: 560;
  }
  td {
    text-align: end;
  }
`;

const table = (heads, rows) =>
  html`<details>
    <summary>${t('chart.table')}</summary>
    <div class="scroller" tabindex="0" role="group" aria-label=${t('chart.table')}>
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([head, ...cells]) =>
              html`<tr>
                <th scope="row">${head}</th>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;

const WIDE = 600;
const HIGH = 150;

/** Values over time. Lines: {title, values}; `points` name the values; `say(value)` writes one, `most` is the least top. */
class Curve extends OsElement {
  static properties = {
    lines: { attribute: false },
    points: { attribute: false },
    say: { attribute: false },
    sayPoint: { attribute: false },
    most: { type: Number },
    label: {},
  };

  static styles = [
    sheet,
    chart,
    css`
      svg {
        height: 9.5rem;
      }
      .grid {
        stroke: var(--line);
      }
      polyline {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2;
        stroke-linejoin: round;
        vector-effect: non-scaling-stroke;
      }
      polyline:nth-of-type(2) {
        stroke: var(--blue);
      }
    `,
  ];

  #path(values, top) {
    const step = WIDE / Math.max(1, values.length - 1);
    return values.map((value, at) => `${(at * step).toFixed(1)},${(HIGH - (value / top) * HIGH).toFixed(1)}`).join(' ');
  }

  render() {
    const top = Math.max(this.most ?? 1, ...this.lines.flatMap((line) => line.values));
    const { points } = this;
    const [first, last] = points.length > 0 ? [points[0], points.at(-1)].map(this.sayPoint) : ['', ''];
    return html`<figure>
      <figcaption>${this.lines.map((line) => html`<span>${line.title}</span>`)}</figcaption>
      <div class="scale" aria-hidden="true"><span>${this.say(top)}</span></div>
      <svg viewBox="0 0 ${WIDE} ${HIGH}" preserveAspectRatio="none" role="img" aria-label=${this.label}>
        ${[0, 0.5, 1].map(
          (share) =>
            svg`<line class="grid" x1="0" x2=${WIDE} y1=${HIGH * share} y2=${HIGH * share} vector-effect="non-scaling-stroke"/>`,
        )}
        ${this.lines.map((line) => svg`<polyline points=${this.#path(line.values, top)} />`)}
      </svg>
      <div class="scale" aria-hidden="true"><span>${first}</span><span>${last}</span></div>
      ${table(
        [t('chart.time'), ...this.lines.map((line) => line.title)],
        points.map((point, at) => [this.sayPoint(point), ...this.lines.map((line) => this.say(line.values[at]))]),
      )}
    </figure>`;
  }
}

customElements.define('os-curve', Curve);

/** Amounts beside one another. Bars: {title, value, note}; `say(value)` writes one. */
class Bars extends OsElement {
  static properties = {
    bars: { attribute: false },
    say: { attribute: false },
    label: {},
    heads: { attribute: false },
  };

  static styles = [
    sheet,
    chart,
    css`
      .bars {
        display: grid;
        grid-template-columns: minmax(5rem, auto) minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s2) var(--s4);
      }
      .track {
        height: 1.125rem;
        border-radius: 4px;
        background: var(--sunk);
      }
      .track svg {
        width: 100%;
        height: 100%;
        border-radius: 4px;
      }
      .track rect {
        fill: var(--accent);
      }
      .value {
        font-variant-numeric: tabular-nums;
        text-align: end;
        white-space: nowrap;
      }
      .title {
        overflow-wrap: anywhere;
      }
    `,
  ];

  render() {
    const most = Math.max(1, ...this.bars.map((bar) => bar.value));
    return html`<figure>
      <div class="bars" role="img" aria-label=${this.label}>
        ${this.bars.map(
          (bar) =>
            html`<span class="title">${bar.title}</span>
              <span class="track"
                ><svg viewBox="0 0 100 10" preserveAspectRatio="none">
                  <rect width=${(100 * bar.value) / most} height="10" rx="1" /></svg
              ></span>
              <span class="value">${this.say(bar.value)}${bar.note ? html` <span class="soft">${bar.note}</span>` : nothing}</span>`,
        )}
      </div>
      ${table(
        this.heads,
        this.bars.map((bar) => [bar.title, this.say(bar.value)]),
      )}
    </figure>`;
  }
}

customElements.define('os-bars', Bars);
