// The voting page: one voter, one code, one ballot. It says what is true of the ballot and no more: recorded, valid or
// invalid; the code goes into the body of a request, never into an address.
import { html, css, nothing } from 'lit';
import { api } from '../core/api.js';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { mark } from '../elements/mark.js';
import { sheet } from '../elements/sheet.js';
import '../elements/choices.js';
import '../elements/form.js';

const PERIOD = 1_000;
const SIGNS = { pending: 'warn', valid: 'good', invalid: 'bad', unknown: 'warn' };

class Vote extends OsElement {
  static properties = {
    election: {},
    about: { state: true },
    standing: { state: true },
    trouble: { state: true },
  };

  static styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-rows: 1fr auto;
        justify-items: center;
        gap: var(--s5);
        min-height: 100%;
        padding: var(--s6) var(--s4);
      }
      main {
        align-self: center;
        display: grid;
        gap: var(--s5);
        width: min(32rem, 100%);
      }
      .head {
        display: grid;
        justify-items: center;
        gap: var(--s3);
        text-align: center;
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
  }

  get #path() {
    return `vote/${encodeURIComponent(this.election)}`;
  }

  async #load() {
    try {
      this.about = await api.get(this.#path);
    } catch (failure) {
      this.trouble = failure.message;
    }
  }

  async #cast({ code, choice }) {
    const { receipt, state } = await api.post(this.#path, { code: code.trim(), choice });
    this.standing = { receipt, state };
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
    return html`<div class="card pad">
      <os-form
        wide
        .fields=${[choice, { name: 'code', label: t('vote.code'), type: 'password', hint: t('vote.code-hint') }]}
        .submit=${(values) => this.#cast(values)}
        .action=${t('vote.cast')}
      ></os-form>
    </div>`;
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
    if (this.trouble) {
      return html`<p class="note bad" role="alert">${this.trouble}</p>`;
    }
    if (this.about === undefined) {
      return html`<p class="soft" role="status">${t('loading')}</p>`;
    }
    if (this.standing) {
      return this.#told();
    }
    return this.about.phase === 'open'
      ? this.#form()
      : html`<p class="note" role="status">${t(`vote.not-open-${this.about.phase}`)}</p>`;
  }

  render() {
    return html`<main>
        <div class="head">
          ${mark(44)}
          <h1>${this.about?.question || this.election}</h1>
          ${this.about?.question ? html`<p class="soft">${this.election}</p>` : nothing}
        </div>
        ${this.#body()}
      </main>
      <os-choices></os-choices>`;
  }
}

customElements.define('os-vote', Vote);
