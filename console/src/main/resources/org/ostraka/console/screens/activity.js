// Live activity: who does what and where, as it happens; filtered, and held still when somebody wants to read.
import { html, css } from 'lit';
import { api } from '../core/api.js';
import { latest } from '../core/feed.js';
import { t } from '../core/language.js';
import { onMoved } from '../core/live.js';
import { Screen } from '../core/screen.js';
import { deed, since, whereabouts } from '../elements/feed-line.js';
import { icon } from '../elements/icon.js';
import '../elements/table.js';

const SHOWN = 300;
const KINDS = ['create', 'edit', 'move', 'remove'];

class Activity extends Screen {
  static properties = {
    ...Screen.properties,
    words: { state: true },
    kind: { state: true },
    repository: { state: true },
    paused: { state: true },
    waiting: { state: true },
  };

  static styles = [
    ...Screen.styles,
    css`
      .filters {
        display: grid;
        grid-template-columns: minmax(10rem, 1fr) repeat(2, minmax(8rem, 14rem));
        gap: var(--s3);
      }
      @media (max-width: 700px) {
        .filters {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.words = '';
    this.kind = '';
    this.repository = '';
    this.waiting = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(onMoved(() => this.#moved()));
    this.every(30_000, () => this.requestUpdate());
  }

  #moved() {
    if (this.paused) {
      this.waiting++;
    } else {
      this.reload();
    }
  }

  async load() {
    const { repositories } = await api.get('repositories');
    const names = repositories.map(({ name }) => name);
    return { names, lines: await latest(names, SHOWN) };
  }

  #pause() {
    this.paused = !this.paused;
    if (!this.paused) {
      this.waiting = 0;
      this.reload();
    }
  }

  #shown() {
    const words = this.words.toLowerCase();
    return this.data.lines.filter(
      (line) =>
        (this.kind === '' || line.kind === this.kind) &&
        (this.repository === '' || line.repository === this.repository) &&
        `${line.user} ${line.desk} ${line.repository}${line.path}`.toLowerCase().includes(words),
    );
  }

  #columns() {
    return [
      { key: 'kind', title: t('activity.what'), width: '6.5rem', cell: deed },
      { key: 'where', title: t('activity.where'), width: 'minmax(0, 3fr)', cell: whereabouts },
      { key: 'user', title: t('activity.who'), width: 'minmax(4rem, 1fr)', cell: (line) => line.user },
      { key: 'desk', title: t('activity.desk'), width: 'minmax(4rem, 1fr)', minor: true, cell: (line) => line.desk },
      { key: 'time', title: t('activity.when'), width: '9rem', minor: true, cell: since },
    ];
  }

  content() {
    const pause = html`${this.waiting > 0
        ? html`<span class="chip accent" role="status">${t('activity.waiting', { n: this.waiting })}</span>`
        : ''}
      <button aria-pressed=${Boolean(this.paused)} @click=${this.#pause}>
        ${icon(this.paused ? 'play' : 'pause')}${t(this.paused ? 'activity.go-on' : 'activity.pause')}
      </button>`;
    return html`${this.heading(t('activity.title'), t('activity.words'), pause)}
      <div class="filters">
        <input
          type="search"
          name="words"
          aria-label=${t('activity.search')}
          placeholder=${t('activity.search')}
          @input=${(event) => (this.words = event.target.value)}
        />
        <select
          name="repository"
          aria-label=${t('repository')}
          @change=${(event) => (this.repository = event.target.value)}
        >
          <option value="">${t('activity.all-repositories')}</option>
          ${this.data.names.map((name) => html`<option>${name}</option>`)}
        </select>
        <select name="kind" aria-label=${t('activity.what')} @change=${(event) => (this.kind = event.target.value)}>
          <option value="">${t('activity.all-kinds')}</option>
          ${KINDS.map((kind) => html`<option value=${kind}>${t(`deed.${kind}`)}</option>`)}
        </select>
      </div>
      <div class="card clip">
        <os-table
          .label=${t('activity.title')}
          .empty=${t('activity.none')}
          .columns=${this.#columns()}
          .rows=${this.#shown()}
          .keyOf=${(line) => `${line.repository} ${line.seq}`}
        ></os-table>
      </div>`;
  }
}

customElements.define('os-activity', Activity);
