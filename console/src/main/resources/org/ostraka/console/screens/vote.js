// The voting page: one voter, one code, one ballot. It says what is true of the ballot and no more: recorded, valid or
// invalid; the code goes into the body of a request, never into an address.
import { html, css, nothing } from 'lit';
import { api } from '../core/api.js';
import { BarePage } from '../core/bare.js';
import { t } from '../core/language.js';

const PERIOD = 1_000;
const WAITING = 3_000;
const SIGNS = { pending: 'warn', valid: 'good', invalid: 'bad', unknown: 'warn' };

class Vote extends BarePage {
  static properties = {
    election: {},
    about: { state: true },
    standing: { state: true },
    asks: { state: true },
    trouble: { state: true },
  };

  static styles = [
    ...BarePage.styles,
    css`
      :host {
        --wide: 32rem;
      }
      .note strong {
        display: block;
        font-size: var(--large);
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.#load();
    this.every(PERIOD, () => this.#follow());
    // Whoever waits for the opening need not ask again.
    this.every(WAITING, () => this.about?.phase === 'registered' && this.#load());
  }

  get #path() {
    return `vote/${encodeURIComponent(this.election)}`;
  }

  async #load() {
    try {
      this.about = await api.get(this.#path);
    } catch (failure) {
      this.trouble = this.about === undefined ? failure.message : this.trouble;
    }
  }

  async #cast({ code, choice }) {
    const { receipt, state } = await api.post(this.#path, { code: code.trim(), choice });
    this.standing = { receipt, state };
  }

  /** What became of a ballot that was cast earlier. */
  async #ask({ receipt }) {
    const given = receipt.trim();
    this.standing = { receipt: given, ...(await api.post(`${this.#path}/standing`, { receipt: given })) };
  }

  async #follow() {
    const { receipt, state } = this.standing ?? {};
    if (receipt === undefined || (state !== 'pending' && state !== 'unknown')) {
      return;
    }
    try {
      this.standing = { receipt, ...(await api.post(`${this.#path}/standing`, { receipt })) };
    } catch {
      // The ballot's state is not known for the moment; the page goes on showing the last known one and asks again.
    }
  }

  #form() {
    const { choices } = this.about;
    const choice =
      choices.length === 0
        ? { name: 'choice', label: t('vote.choice') }
        : { name: 'choice', label: t('vote.choice'), type: 'radio', options: choices.map((it) => [it, it]) };
    const code = { name: 'code', label: t('vote.code'), type: 'password', hint: t('vote.code-hint') };
    return this.form([choice, code], t('vote.cast'), (values) => this.#cast(values));
  }

  #told() {
    const { state, reason, validAt, receipt } = this.standing;
    return html`<div class="note ${SIGNS[state]} stack" role="status">
        <p><strong>${t(`vote.${state}`)}</strong> ${t(`vote.${state}-words`)}</p>
        ${reason ? html`<p>${reason}</p>` : nothing} ${validAt ? html`<p>${t('vote.valid-at', { n: validAt })}</p>` : nothing}
      </div>
      <p class="soft small">${t('vote.receipt')} <code>${receipt}</code></p>`;
  }

  #body() {
    if (this.about === undefined) {
      return this.waiting(this.trouble, t('loading'));
    }
    if (this.standing) {
      return this.#told();
    }
    if (this.asks) {
      const receipt = { name: 'receipt', label: t('vote.receipt-given'), hint: t('vote.receipt-hint') };
      return html`${this.form([receipt], t('vote.ask'), (values) => this.#ask(values))}
      ${this.#turn('vote.back', false)}`;
    }
    const paper =
      this.about.phase === 'open'
        ? this.#form()
        : html`<p class="note" role="status">${t(`vote.not-open-${this.about.phase}`)}</p>`;
    return html`${paper} ${this.#turn('vote.asks', true)}`;
  }

  /** To the question for a receipt, and back. */
  #turn(words, asks) {
    return html`<button
      class="quiet"
      @click=${() => {
        this.asks = asks;
      }}
    >
      ${t(words)}
    </button>`;
  }

  content() {
    const question = this.about?.question;
    return html`${this.head(question || this.election, question ? this.election : '')} ${this.#body()}`;
  }
}

customElements.define('os-vote', Vote);
