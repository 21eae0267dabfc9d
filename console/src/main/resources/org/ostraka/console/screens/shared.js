// What somebody without an account gets by a link: a name, a size, and the file. The token stays behind the '#' of the
// address, which browsers do not send; it travels in the body of a request.
import { html, css, nothing } from 'lit';
import { api } from '../core/api.js';
import { OsElement } from '../core/element.js';
import { size } from '../core/format.js';
import { t } from '../core/language.js';
import { icon } from '../elements/icon.js';
import { mark } from '../elements/mark.js';
import { sheet } from '../elements/sheet.js';
import { attempt } from '../elements/toast.js';
import '../elements/choices.js';
import '../elements/form.js';

const KEPT_MILLIS = 60_000;

class Shared extends OsElement {
  static properties = {
    token: {},
    found: { state: true },
    locked: { state: true },
    trouble: { state: true },
    busy: { state: true },
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
        justify-items: center;
        gap: var(--s5);
        width: min(26rem, 100%);
        text-align: center;
      }
      h1 {
        overflow-wrap: anywhere;
      }
      .card {
        width: 100%;
        text-align: start;
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.#find('').catch(() => nothing);
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

  #body() {
    if (this.locked) {
      return html`<h1>${t('shared.locked')}</h1>
        <div class="card pad">
          <os-form
            wide
            .fields=${[{ name: 'password', label: t('links.password'), type: 'password' }]}
            .submit=${({ password }) => this.#find(password)}
            .action=${t('shared.unlock')}
          ></os-form>
        </div>`;
    }
    if (this.trouble) {
      return html`<p class="note bad" role="alert">${this.trouble}</p>`;
    }
    if (this.found === undefined) {
      return html`<p class="soft" role="status">${t('loading')}</p>`;
    }
    const { name, kind, size: bytes } = this.found;
    return html`<h1>${name}</h1>
      <p class="soft">${kind === 'folder' ? t('shared.folder') : size(bytes)}</p>
      <button class="primary" ?disabled=${this.busy} @click=${this.#take}>
        ${icon('download')}${t(this.busy ? 'shared.busy' : 'files.download')}
      </button>`;
  }

  render() {
    return html`<main>${mark(44)} ${this.#body()}</main>
      <os-choices></os-choices>`;
  }
}

customElements.define('os-shared', Shared);
