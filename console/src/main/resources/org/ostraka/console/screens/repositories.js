// Repositories: made by the hub or attached to a Subversion server, how far their history is, and their limits.
import { html, nothing } from 'lit';
import { api, within } from '../core/api.js';
import { number, size } from '../core/format.js';
import { t } from '../core/language.js';
import { listen, onMoved } from '../core/live.js';
import { go, to } from '../core/router.js';
import { Screen } from '../core/screen.js';
import { person } from '../core/session.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { say } from '../elements/toast.js';
import '../elements/table.js';

/** How far the history of a repository is behind its journal, as a chip. */
export function lag({ position, historyPosition, historyTrouble }) {
  if (historyTrouble) {
    return html`<span class="chip bad" title=${historyTrouble}>${t('history.halted')}</span>`;
  }
  const behind = position - historyPosition;
  return behind <= 0
    ? html`<span class="chip good">${t('history.even')}</span>`
    : html`<span class="chip warn">${t('history.behind', { n: behind })}</span>`;
}

export const nameField = () => ({ name: 'name', label: t('repositories.name'), hint: t('name.rule') });

/** The fields for a Subversion server that exists. */
export const svnFields = (needed) => [
  { name: 'svnUrl', label: t('repositories.svn'), optional: !needed, hint: t('repositories.svn-hint') },
  { name: 'svnUser', label: t('repositories.svn-user'), optional: true },
  { name: 'svnPassword', label: t('repositories.svn-password'), type: 'password', optional: true },
];

/** Makes a repository, or attaches one; `own` gives whoever makes it all rights in it. */
export async function makeRepository({ name, svnUrl, svnUser, svnPassword, own }) {
  await api.post('repositories', svnUrl ? { name, svnUrl, svnUser, svnPassword } : { name });
  if (own) {
    await api.put(within(name, 'grants'), { path: '/', holder: person().user, right: 'manage' });
  }
  await listen();
}

/** Asks for a new repository. */
export const askRepository = () =>
  ask({
    title: t('repositories.add'),
    text: t('repositories.add-words'),
    fields: [
      nameField(),
      ...svnFields(false),
      { name: 'own', label: t('repositories.give-me'), type: 'checkbox', value: true },
    ],
    action: t('repositories.add'),
    submit: makeRepository,
  });

class Repositories extends Screen {
  connectedCallback() {
    super.connectedCallback();
    this.during(onMoved(() => this.reload()));
  }

  async load() {
    const [{ repositories }, status] = await Promise.all([api.get('repositories'), api.get('status')]);
    const standings = new Map(status.repositories.map((standing) => [standing.name, standing]));
    return { repositories: repositories.map((repository) => ({ ...repository, ...standings.get(repository.name) })) };
  }

  async #add() {
    if (await askRepository()) {
      say(t('repositories.added'));
      this.reload();
    }
  }

  async #remove(repository) {
    const done = await ask({
      title: t('repositories.remove-title', { name: repository.name }),
      text: t('repositories.remove-words'),
      fields: [{ name: 'purge', label: t('repositories.purge'), type: 'checkbox' }],
      action: t('repositories.remove'),
      danger: true,
      submit: ({ purge }) => api.remove(within(repository.name), purge ? { purge: true } : {}),
    });
    if (done) {
      await listen();
      this.reload();
    }
  }

  #columns() {
    return [
      {
        key: 'name',
        title: t('repositories.name'),
        sort: ({ name }) => name,
        cell: ({ name, svnUrl }) =>
          html`<a href=${to('repositories', name)}><strong>${name}</strong></a>
            ${svnUrl ? html`<span class="chip">${t('repositories.attached')}</span>` : nothing}`,
      },
      {
        key: 'nodes',
        title: t('repositories.files'),
        width: '7rem',
        end: true,
        minor: true,
        sort: ({ nodes }) => nodes ?? 0,
        cell: ({ nodes }) => number(nodes ?? 0),
      },
      {
        key: 'bytes',
        title: t('repositories.bytes'),
        width: '8rem',
        end: true,
        minor: true,
        sort: ({ storedBytes }) => storedBytes ?? 0,
        cell: ({ storedBytes }) => size(storedBytes ?? 0),
      },
      {
        key: 'quota',
        title: t('quota'),
        width: '8rem',
        end: true,
        minor: true,
        cell: ({ quotaBytes }) =>
          quotaBytes === 0 ? html`<span class="soft">${t('quota.none')}</span>` : size(quotaBytes),
      },
      { key: 'history', title: t('history'), width: '12rem', narrow: '9rem', cell: lag },
      {
        key: 'acts',
        title: '',
        width: '3rem',
        end: true,
        cell: (repository) =>
          html`<button
            class="quiet bare danger"
            aria-label=${t('repositories.remove-title', { name: repository.name })}
            @click=${() => this.#remove(repository)}
          >
            ${icon('remove')}
          </button>`,
      },
    ];
  }

  content() {
    const add = html`<button class="primary" @click=${this.#add}>${icon('add')}${t('repositories.add')}</button>`;
    return html`${this.heading(t('repositories.title'), t('repositories.words'), add)}
      <div class="card clip">
        <os-table
          openable
          .label=${t('repositories.title')}
          .empty=${t('repositories.none')}
          .columns=${this.#columns()}
          .rows=${this.data.repositories}
          .keyOf=${({ name }) => name}
          @open=${(event) => go(to('repositories', event.detail.name))}
        ></os-table>
      </div>`;
  }
}

customElements.define('os-repositories', Repositories);
