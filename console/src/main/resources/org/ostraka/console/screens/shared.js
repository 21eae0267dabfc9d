// What somebody without an account gets by a link: a name, a size, and the file. The token stays behind the '#' of the
// address, which browsers do not send; it travels in the body of a request.
import { html, css } from 'lit';
import { api } from '../core/api.js';
import { BarePage } from '../core/bare.js';
import { size } from '../core/format.js';
import { t } from '../core/language.js';
import { icon } from '../elements/icon.js';
import { attempt } from '../elements/toast.js';

const KEPT_MILLIS = 60_000;

class Shared extends BarePage {
  static properties = {
    token: {},
    found: { state: true },
    locked: { state: true },
    trouble: { state: true },
    busy: { state: true },
  };

  static styles = [
    ...BarePage.styles,
    css`
      button {
        justify-self: center;
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.#find('').catch(() => {});
  }

  /** Looks at what the link leads to; the password is kept for the download. */
  async #find(password) {
    this.password = password;
    const body = password === '' ? { token: this.token } : { token: this.token, password };
    try {
      this.found = await api.post('shared', body);
      this.locked = false;
    } catch (failure) {
      this.locked = failure.error === 'link-password';
      this.trouble = this.locked ? '' : failure.message;
      throw failure;
    }
  }

  async #take() {
    this.busy = true;
    await attempt(async () => {
      const { token, password } = this;
      const answer = await api.take('shared/content', password === '' ? { token } : { token, password });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = this.found.kind === 'folder' ? `${this.found.name}.zip` : this.found.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MILLIS);
    });
    this.busy = false;
  }

  content() {
    if (this.locked) {
      const fields = [{ name: 'password', label: t('links.password'), type: 'password' }];
      return html`${this.head(t('shared.locked'))}
      ${this.form(fields, t('shared.unlock'), ({ password }) => this.#find(password))}`;
    }
    if (this.found === undefined) {
      return html`${this.head(t('shared.title'))} ${this.waiting(this.trouble, t('loading'))}`;
    }
    const { name, kind, size: bytes } = this.found;
    return html`${this.head(name, kind === 'folder' ? t('shared.folder') : size(bytes))}
      <button class="primary" ?disabled=${this.busy} @click=${this.#take}>
        ${icon('download')}${t(this.busy ? 'shared.busy' : 'files.download')}
      </button>`;
  }
}

customElements.define('os-shared', Shared);
