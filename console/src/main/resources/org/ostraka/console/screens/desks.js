// Desks: which machines synchronise, as whom, how far they are, and the way to shut one out.
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { ago, instant, number } from '../core/format.js';
import { t } from '../core/language.js';
import { onMoved } from '../core/live.js';
import { Screen } from '../core/screen.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { say } from '../elements/toast.js';
import '../elements/table.js';

class Desks extends Screen {
  connectedCallback() {
    super.connectedCallback();
    this.during(onMoved(() => this.reload()));
    this.every(10_000, () => this.reload());
  }

  async load() {
    const [{ desks, hubVersion }, { repositories }] = await Promise.all([api.get('desks'), api.get('repositories')]);
    const heads = {};
    await Promise.all(
      repositories.map(async ({ name }) => {
        heads[name] = (await api.get(`repositories/${encodeURIComponent(name)}/standing`).catch(() => ({}))).position;
      }),
    );
    return { desks, heads, hubVersion };
  }

  async #revoke(desk) {
    const done = await ask({
      title: t('desks.revoke-title', { name: desk.name }),
      text: t('desks.revoke-words'),
      fields: [],
      action: t('desks.revoke'),
      danger: true,
      submit: () => api.remove(`desks/${encodeURIComponent(desk.name)}`),
    });
    if (done) {
      say(t('desks.revoked', { name: desk.name }));
      this.reload();
    }
  }

  /** How many changes it is behind; null where it has no repository. */
  #lag(desk) {
    const lags = Object.entries(desk.positions).map(([name, position]) =>
      Math.max(0, (this.data.heads[name] ?? position) - position),
    );
    return lags.length === 0 ? null : lags.reduce((one, other) => one + other, 0);
  }

  #lagWords(desk) {
    const lag = this.#lag(desk);
    if (lag === null) {
      return t('desks.nothing');
    }
    return lag === 0 ? t('desks.even') : t('desks.behind', { n: lag, count: number(lag) });
  }

  #behind(desk) {
    const kind = { null: 'soft', 0: 'chip good' }[this.#lag(desk)] ?? 'chip warn';
    return html`<span class=${kind}>${this.#lagWords(desk)}</span>`;
  }

  #version(desk) {
    if (!desk.version) {
      return html`<span class="soft">${t('desks.version-unknown')}</span>`;
    }
    const hub = this.data.hubVersion;
    return desk.version === hub
      ? desk.version
      : html`<span class="chip warn" title=${t('desks.version-other', { hub })}>${desk.version}</span>`;
  }

  #columns() {
    return [
      {
        key: 'name',
        title: t('desks.name'),
        width: 'minmax(0, 1.5fr)',
        sort: (desk) => desk.name,
        cell: (desk, narrow) =>
          narrow
            ? html`<strong>${desk.name}</strong><br /><small class="soft">${this.#lag(desk) ? t('desks.lag') : ''} ${this.#lagWords(desk)}</small>`
            : html`<strong>${desk.name}</strong>`,
      },
      { key: 'user', title: t('desks.user'), minor: true, sort: (desk) => desk.user, cell: (desk) => desk.user },
      {
        key: 'online',
        title: t('desks.state'),
        width: '9rem',
        narrow: '5.5rem',
        sort: (desk) => Number(desk.online),
        cell: (desk, narrow) =>
          html`${desk.online
            ? html`<span class=${narrow ? '' : 'chip good'}>${t('desks.online')}</span>`
            : html`<span class="soft" title=${instant(desk.seen)}>${ago(desk.seen, narrow ? 'short' : 'long')}</span>`}${narrow
            ? html`<br /><small class="soft">${desk.version ?? t('desks.version-unknown')}</small>`
            : nothing}`,
      },
      { key: 'lag', title: t('desks.lag'), width: '11rem', minor: true, cell: (desk) => this.#behind(desk) },
      {
        key: 'version',
        title: t('desks.version'),
        width: '10rem',
        minor: true,
        sort: (desk) => desk.version ?? '',
        cell: (desk) => this.#version(desk),
      },
      {
        key: 'folders',
        title: t('desks.repositories'),
        minor: true,
        cell: (desk) => html`<span class="soft">${Object.keys(desk.positions).join(', ')}</span>`,
      },
      {
        key: 'act',
        title: '',
        width: '6.5rem',
        narrow: '2.25rem',
        end: true,
        cell: (desk, narrow) =>
          html`<button
            class="danger ${narrow ? 'bare' : ''}"
            aria-label=${`${t('desks.revoke')} ${desk.name}`}
            @click=${() => this.#revoke(desk)}
          >
            ${narrow ? icon('remove') : t('desks.revoke')}
          </button>`,
      },
    ];
  }

  content() {
    return html`${this.heading(t('desks.title'), t('desks.words'))}
      <div class="card clip">
        <os-table
          .label=${t('desks.title')}
          .empty=${t('desks.none')}
          .columns=${this.#columns()}
          .rows=${this.data.desks}
          .keyOf=${(desk) => desk.name}
        ></os-table>
      </div>`;
  }
}

customElements.define('os-desks', Desks);
