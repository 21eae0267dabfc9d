// One's own account.
import { html, css, nothing } from 'lit';
import { api } from '../core/api.js';
import { t } from '../core/language.js';
import { Screen } from '../core/screen.js';
import { person, resume } from '../core/session.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { chosen, newPassword } from '../elements/new-password.js';
import { attempt, say } from '../elements/toast.js';
import '../elements/form.js';
import '../elements/qr.js';

const code = () => ({ name: 'code', label: t('totp.code'), autocomplete: 'one-time-code', hint: t('totp.code-hint') });

class Profile extends Screen {
  static styles = [
    ...Screen.styles,
    css`
      section {
        display: grid;
        gap: var(--s4);
        max-width: 34rem;
      }
    `,
  ];

  async #change(values) {
    await api.put('me/password', { password: chosen(values) });
    say(t('profile.changed'));
    this.requestUpdate();
  }

  async #switchOn() {
    const { secret, uri } = await api.post('me/totp');
    const done = await ask({
      title: t('totp.title'),
      text: t('totp.scan'),
      content: () =>
        html`<os-qr .text=${uri} .label=${t('totp.qr')}></os-qr>
          <p class="small">${t('totp.secret')} <code>${secret}</code></p>`,
      fields: [code()],
      action: t('totp.on'),
      submit: (values) => api.put('me/totp', values),
    });
    if (done) {
      say(t('totp.is-on'));
      await resume();
      this.requestUpdate();
    }
  }

  async #switchOff() {
    const done = await ask({
      title: t('totp.title'),
      text: t('totp.off-words'),
      fields: [code()],
      action: t('totp.off'),
      danger: true,
      submit: (values) => api.remove('me/totp', {}, values),
    });
    if (done) {
      say(t('totp.is-off'));
      await resume();
      this.requestUpdate();
    }
  }

  #second() {
    const { totp } = person();
    return html`<section class="card pad">
      <h2 class="row">
        ${t('totp.title')}
        <span class="chip ${totp ? 'good' : ''}">${t(totp ? 'totp.state-on' : 'totp.state-off')}</span>
      </h2>
      <p class="soft">${t('totp.words')}</p>
      <div class="row">
        <button @click=${() => attempt(() => (totp ? this.#switchOff() : this.#switchOn()))}>
          ${icon('key')}${t(totp ? 'totp.off' : 'totp.on')}
        </button>
      </div>
    </section>`;
  }

  content() {
    const { user, admin } = person();
    return html`${this.heading(user, admin ? t('profile.administrator') : t('profile.user'))}
      <section class="card pad">
        <h2>${t('profile.password')}</h2>
        <p class="soft">${t('profile.password-words')}</p>
        <os-form
          .fields=${newPassword()}
          .submit=${(values) => this.#change(values)}
          .action=${t('profile.change')}
        ></os-form>
      </section>
      ${person().totp === undefined ? nothing : this.#second()}`;
  }
}

customElements.define('os-profile', Profile);
