// The door: name and password; then what else the hub asks for, a code or a password of one's own.
import { html } from 'lit';
import { BarePage } from '../core/bare.js';
import { t } from '../core/language.js';
import { signIn } from '../core/session.js';
import { chosen, newPassword } from '../elements/new-password.js';

/** What is asked for besides, by the refusal that asks for it, with the field to begin with. */
const FURTHER = { 'code-needed': 'code', 'password-once': 'fresh' };

class SignIn extends BarePage {
  static properties = { further: { state: true } };

  constructor() {
    super();
    this.further = new Set();
  }

  firstUpdated() {
    this.enter();
  }

  async #enter({ user, password, code, ...own }) {
    const newPassword = this.further.has('fresh') ? chosen(own) : undefined;
    try {
      await signIn({ user, password, newPassword, code: code?.replace(/\s/g, '') });
    } catch (failure) {
      const asked = FURTHER[failure.error];
      if (asked === undefined || this.further.has(asked)) {
        throw failure;
      }
      this.further = new Set([...this.further, asked]);
      this.enter(asked);
    }
  }

  #fields() {
    const fields = [
      { name: 'user', label: t('sign-in.user'), autocomplete: 'username' },
      { name: 'password', label: t('sign-in.password'), type: 'password', autocomplete: 'current-password' },
    ];
    const code = { name: 'code', label: t('totp.code'), autocomplete: 'one-time-code', hint: t('totp.code-hint') };
    return [
      ...fields,
      ...(this.further.has('fresh') ? newPassword() : []),
      ...(this.further.has('code') ? [code] : []),
    ];
  }

  content() {
    const once = this.further.has('fresh');
    return html`${this.head(t('sign-in.title'), once ? t('sign-in.once') : t('sign-in.words'))}
    ${this.form(this.#fields(), t('sign-in.action'), (values) => this.#enter(values))}`;
  }
}

customElements.define('os-sign-in', SignIn);
