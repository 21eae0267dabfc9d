// The door: name and password.
import { html, css } from 'lit';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { signIn } from '../core/session.js';
import { sheet } from '../elements/sheet.js';
import { mark } from '../elements/mark.js';
import '../elements/form.js';
import '../elements/choices.js';

class SignIn extends OsElement {
  static properties = { second: { state: true } };

  static styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-rows: 1fr auto;
        justify-items: center;
        min-height: 100%;
        padding: var(--s5) var(--s4);
      }
      main {
        align-self: center;
        display: grid;
        gap: var(--s5);
        width: min(24rem, 100%);
      }
      .head {
        display: grid;
        justify-items: center;
        gap: var(--s3);
        text-align: center;
      }
    `,
  ];

  firstUpdated() {
    this.renderRoot.querySelector('os-form').enter();
  }

  async #enter({ user, password, code }) {
    try {
      await signIn(user, password, code?.replace(/\s/g, ''));
    } catch (failure) {
      if (failure.error !== 'code-needed') {
        throw failure;
      }
      this.second = true;
      await this.updateComplete;
      this.renderRoot.querySelector('os-form').enter('code');
    }
  }

  #fields() {
    const fields = [
      { name: 'user', label: t('sign-in.user'), autocomplete: 'username' },
      { name: 'password', label: t('sign-in.password'), type: 'password', autocomplete: 'current-password' },
    ];
    const code = { name: 'code', label: t('totp.code'), autocomplete: 'one-time-code', hint: t('totp.code-hint') };
    return this.second ? [...fields, code] : fields;
  }

  render() {
    return html`<main>
        <div class="head">
          ${mark(52)}
          <h1>${t('sign-in.title')}</h1>
          <p class="soft">${t('sign-in.words')}</p>
        </div>
        <div class="card pad">
          <os-form
            wide
            .fields=${this.#fields()}
            .submit=${(values) => this.#enter(values)}
            .action=${t('sign-in.action')}
          ></os-form>
        </div>
      </main>
      <os-choices></os-choices>`;
  }
}

customElements.define('os-sign-in', SignIn);
