// A text as a QR code: dark on white in every theme, for cameras.
import { html, css, nothing } from 'lit';
import { OsElement } from '../core/element.js';
import { qr } from '../core/qr.js';
import { sheet } from './sheet.js';

const MARGIN = 4;

class Qr extends OsElement {
  static properties = { text: {}, label: {} };

  static styles = [
    sheet,
    css`
      svg {
        display: block;
        width: min(16rem, 100%);
        margin: 0 auto;
        border-radius: var(--radius);
        background: #fff;
      }
    `,
  ];

  render() {
    const squares = qr(this.text);
    if (squares === null) {
      return nothing;
    }
    const side = squares.length + 2 * MARGIN;
    const path = squares
      .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + MARGIN} ${y + MARGIN}h1v1h-1z` : '')))
      .join('');
    return html`<svg role="img" aria-label=${this.label} viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">
      <path d=${path} fill="#000" />
    </svg>`;
  }
}

customElements.define('os-qr', Qr);
