// One shared file: who holds which of its fragments, as a picture with its table.
import { html, svg, css } from 'lit';
import { api } from '../core/api.js';
import { number, percent, size } from '../core/format.js';
import { t } from '../core/language.js';
import { asked, to } from '../core/router.js';
import { Screen } from '../core/screen.js';

const CELLS = 240;

/** Which of the fragments a bitmap in hexadecimal digits has, cut into at most CELLS parts: shares from 0 to 1. */
function shares(bitmap, fragments) {
  const has = (at) => (parseInt(bitmap[at >> 2] ?? '0', 16) >> (3 - (at & 3))) & 1;
  const cells = Math.min(CELLS, fragments);
  return Array.from({ length: cells }, (_, cell) => {
    const from = Math.floor((cell * fragments) / cells);
    const to = Math.max(from + 1, Math.floor(((cell + 1) * fragments) / cells));
    let held = 0;
    for (let at = from; at < to; at++) {
      held += has(at);
    }
    return held / (to - from);
  });
}

class SwarmFile extends Screen {
  static styles = [
    ...Screen.styles,
    css`
      .holders {
        display: grid;
        grid-template-columns: minmax(8rem, auto) minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s2) var(--s4);
      }
      .strip {
        height: 1.25rem;
        border-radius: 4px;
        overflow: hidden;
        background: var(--sunk);
      }
      .strip svg {
        display: block;
        width: 100%;
        height: 100%;
        color: var(--accent);
      }
      section {
        display: grid;
        gap: var(--s4);
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.every(2_000, () => this.reload());
  }

  async load() {
    return api.get(`swarm/files/${encodeURIComponent(this.place[0])}`, {
      size: asked('size'),
      fragment: asked('fragment'),
    });
  }

  #holder({ node, endpoint, fragments }) {
    const parts = shares(fragments, this.data.fragments);
    const all = parts.reduce((sum, share) => sum + share, 0) / Math.max(1, parts.length);
    return html`<span class="cut" title=${node}>${endpoint}</span>
      <span class="strip" role="img" aria-label=${t('swarm.has', { endpoint, share: percent(all) })}
        ><svg viewBox="0 0 ${parts.length} 1" preserveAspectRatio="none">
          ${parts.map(
            (share, at) =>
              svg`<rect x=${at} width="1.02" height="1" fill="currentColor" fill-opacity=${share.toFixed(2)}/>`,
          )}
        </svg></span
      >
      <span class="numbers">${percent(all)}</span>`;
  }

  #rarity() {
    const least = Math.min(...this.data.perFragment);
    const rare = this.data.perFragment.filter((count) => count === least).length;
    return least === 0
      ? html`<p class="note bad" role="status">${t('swarm.lost', { n: rare })}</p>`
      : html`<p class="soft">${t('swarm.rare', { n: rare, least })}</p>`;
  }

  content() {
    const bytes = Number(asked('size'));
    const words = t('swarm.facts', { size: size(bytes), n: this.data.fragments, count: number(this.data.fragments) });
    return html`<p><a href=${to('swarm')}>${t('swarm.title')}</a></p>
      ${this.heading(asked('name') ?? this.place[0], words)}
      <section class="card pad">
        <h2>${t('swarm.holders')}</h2>
        ${this.#rarity()}
        <div class="holders">${this.data.holders.map((holder) => this.#holder(holder))}</div>
      </section>
      <p class="soft small">${t('swarm.root')} <code>${this.place[0]}</code></p>`;
  }
}

customElements.define('os-swarm-file', SwarmFile);
