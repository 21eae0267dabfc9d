// Groups: people who are given rights together.
import { html, css } from 'lit';
import { api } from '../core/api.js';
import { t } from '../core/language.js';
import { Screen } from '../core/screen.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { attempt, say } from '../elements/toast.js';

const of = (...parts) => ['groups', ...parts].map(encodeURIComponent).join('/');

class Groups extends Screen {
  static styles = [
    ...Screen.styles,
    css`
      ul {
        display: grid;
        gap: var(--s4);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li.card {
        display: grid;
        gap: var(--s3);
        padding: var(--s4) var(--s5);
      }
      .members {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
      }
      .members .chip {
        padding: 0 0 0 0.75rem;
        font-size: var(--small);
        color: var(--ink);
      }
      .members button {
        min-height: 1.75rem;
        width: 1.75rem;
      }
    `,
  ];

  async load() {
    const [{ groups }, { users }] = await Promise.all([api.get('groups'), api.get('users')]);
    return { groups: Object.entries(groups), users: users.map(({ name }) => name) };
  }

  async #do(action, words) {
    if (await attempt(action)) {
      say(words);
      this.reload();
    }
  }

  async #add() {
    const done = await ask({
      title: t('groups.add'),
      fields: [{ name: 'name', label: t('groups.name'), hint: t('name.rule') }],
      action: t('groups.add'),
      submit: ({ name }) => api.put(of(name)),
    });
    if (done) {
      this.reload();
    }
  }

  async #remove(name) {
    const done = await ask({
      title: t('groups.remove-title', { name }),
      text: t('groups.remove-words'),
      fields: [],
      action: t('groups.remove'),
      danger: true,
      submit: () => api.remove(of(name)),
    });
    if (done) {
      this.reload();
    }
  }

  async #join(name, members) {
    const others = this.data.users.filter((user) => !members.includes(user));
    const done = await ask({
      title: t('groups.join-title', { name }),
      fields: [{ name: 'user', label: t('users.user'), type: 'select', options: others.map((user) => [user, user]) }],
      action: t('groups.join'),
      submit: ({ user }) => api.put(of(name, 'members', user)),
    });
    if (done) {
      this.reload();
    }
  }

  #group([name, members]) {
    const leave = (user) =>
      this.#do(() => api.remove(of(name, 'members', user)), t('groups.left', { user, name }));
    return html`<li class="card">
      <div class="row">
        <h2>${name}</h2>
        <span class="soft small">${t('groups.members', { n: members.length })}</span>
        <button class="push" @click=${() => this.#join(name, members)}>${icon('add')}${t('groups.join')}</button>
        <button
          class="quiet bare danger"
          aria-label=${t('groups.remove-title', { name })}
          @click=${() => this.#remove(name)}
        >
          ${icon('remove')}
        </button>
      </div>
      <div class="members">
        ${members.map(
          (user) =>
            html`<span class="chip"
              >${user}
              <button class="quiet bare" aria-label=${t('groups.leave', { user, name })} @click=${() => leave(user)}>
                ${icon('close', 14)}
              </button></span
            >`,
        )}
      </div>
    </li>`;
  }

  content() {
    const add = html`<button class="primary" @click=${this.#add}>${icon('add')}${t('groups.add')}</button>`;
    const { groups } = this.data;
    return html`${this.heading(t('groups.title'), t('groups.words'), add)}
      ${groups.length === 0 ? html`<p class="note">${t('groups.none')}</p>` : ''}
      <ul>
        ${groups.map((group) => this.#group(group))}
      </ul>`;
  }
}

customElements.define('os-groups', Groups);
