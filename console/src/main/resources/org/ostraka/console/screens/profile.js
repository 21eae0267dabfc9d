// One's own account.
import { html, css } from 'lit';
import { api } from '../core/api.js';
import { t } from '../core/language.js';
import { Screen } from '../core/screen.js';
import { person } from '../core/session.js';
import { say } from '../elements/toast.js';
import '../elements/form.js';

const SHORTEST = 8;

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

  async #change({ password, again }) {
    if (password !== again) {
      throw new Error(t('profile.differ'));
    }
    await api.put('me/password', { password });
    say(t('profile.changed'));
    this.requestUpdate();
  }

  content() {
    const { user, admin } = person();
    return html`${this.heading(user, admin ? t('profile.administrator') : t('profile.user'))}
      <section class="card pad">
        <h2>${t('profile.password')}</h2>
        <p class="soft">${t('profile.password-words')}</p>
        <os-form
          .fields=${[
            {
              name: 'password',
              label: t('profile.new-password'),
              type: 'password',
              autocomplete: 'new-password',
              hint: t('profile.length', { n: SHORTEST }),
            },
            { name: 'again', label: t('profile.again'), type: 'password', autocomplete: 'new-password' },
          ]}
          .submit=${(values) => this.#change(values)}
          .action=${t('profile.change')}
        ></os-form>
      </section>`;
  }
}

customElements.define('os-profile', Profile);
