// Users: who may sign in.
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { day, size } from '../core/format.js';
import { t } from '../core/language.js';
import { Screen } from '../core/screen.js';
import { person } from '../core/session.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { say } from '../elements/toast.js';
import { askQuota } from './quota.js';
import '../elements/table.js';

const of = (user) => `users/${encodeURIComponent(user.name)}`;
const password = () => ({
  name: 'password',
  label: t('users.password'),
  type: 'password',
  autocomplete: 'new-password',
  hint: t('password.length', { n: 8 }),
});

class Users extends Screen {
  async load() {
    return api.get('users');
  }

  async #then(question, words) {
    if (await ask(question)) {
      say(words);
      this.reload();
    }
  }

  #add() {
    this.#then(
      {
        title: t('users.add'),
        fields: [
          { name: 'name', label: t('users.name'), hint: t('name.rule') },
          password(),
          { name: 'admin', label: t('users.make-administrator'), type: 'checkbox' },
        ],
        action: t('users.add'),
        submit: (values) => api.post('users', values),
      },
      t('users.added'),
    );
  }

  #password(user) {
    this.#then(
      {
        title: t('users.password-title', { name: user.name }),
        text: t('users.password-words'),
        fields: [password()],
        action: t('users.set-password'),
        submit: (values) => api.put(`${of(user)}/password`, values),
      },
      t('users.password-set'),
    );
  }

  #quota(user) {
    this.#then(askQuota(user, (quotaBytes) => api.put(`${of(user)}/quota`, { quotaBytes })), t('quota.set'));
  }

  #remove(user) {
    this.#then(
      {
        title: t('users.remove-title', { name: user.name }),
        text: t('users.remove-words'),
        fields: [],
        action: t('users.remove'),
        danger: true,
        submit: () => api.remove(of(user)),
      },
      t('users.removed'),
    );
  }

  #acts(user) {
    const own = user.name === person().user;
    return html`<button class="quiet bare" aria-label=${t('users.password-title', { name: user.name })} @click=${() => this.#password(user)}>
        ${icon('key')}
      </button>
      <button class="quiet bare" aria-label=${t('quota.title', { name: user.name })} @click=${() => this.#quota(user)}>
        ${icon('limit')}
      </button>
      ${own
        ? nothing
        : html`<button
            class="quiet bare danger"
            aria-label=${t('users.remove-title', { name: user.name })}
            @click=${() => this.#remove(user)}
          >
            ${icon('remove')}
          </button>`}`;
  }

  #columns() {
    return [
      {
        key: 'name',
        title: t('users.name'),
        sort: (user) => user.name,
        cell: (user) => html`<strong>${user.name}</strong>`,
      },
      {
        key: 'admin',
        title: t('users.kind'),
        width: '9rem',
        minor: true,
        sort: (user) => Number(user.admin),
        cell: (user) =>
          user.admin ? html`<span class="chip accent">${t('users.administrator')}</span>` : t('users.user'),
      },
      {
        key: 'quota',
        title: t('quota'),
        width: '8rem',
        end: true,
        minor: true,
        sort: (user) => user.quotaBytes,
        cell: (user) =>
          user.quotaBytes === 0 ? html`<span class="soft">${t('quota.none')}</span>` : size(user.quotaBytes),
      },
      {
        key: 'made',
        title: t('users.since'),
        minor: true,
        sort: (user) => user.made,
        cell: (user) => html`<span class="soft">${day(user.made)}</span>`,
      },
      { key: 'acts', title: '', width: '8rem', end: true, cell: (user) => this.#acts(user) },
    ];
  }

  content() {
    const add = html`<button class="primary" @click=${this.#add}>${icon('add')}${t('users.add')}</button>`;
    return html`${this.heading(t('users.title'), t('users.words'), add)}
      <div class="card clip">
        <os-table
          .label=${t('users.title')}
          .columns=${this.#columns()}
          .rows=${this.data.users}
          .keyOf=${(user) => user.name}
        ></os-table>
      </div>`;
  }
}

customElements.define('os-users', Users);
