// The audit log: who administered what, from where and when; to read, to filter, and to take along.
import { html, css, nothing } from 'lit';
import { api } from '../core/api.js';
import { ago, instant } from '../core/format.js';
import { hasWords, t } from '../core/language.js';
import { Screen } from '../core/screen.js';
import { icon } from '../elements/icon.js';
import { attempt } from '../elements/toast.js';
import '../elements/table.js';

const PAGE = 500;
const MOST = 100_000;

/** A cell of a CSV file (RFC 4180); one that a spreadsheet would take for a formula gets an apostrophe. */
const cell = (value) => `"${String(value).replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;

class Audit extends Screen {
  static properties = { ...Screen.properties, words: { state: true } };

  static styles = [
    ...Screen.styles,
    css`
      input[type='search'] {
        max-width: 24rem;
      }
    `,
  ];

  constructor() {
    super();
    this.words = '';
  }

  async load() {
    const { lines } = await api.get('audit', { limit: PAGE });
    return { lines, more: lines.length === PAGE };
  }

  async #more() {
    const { lines } = await api.get('audit', { limit: PAGE, before: this.data.lines.at(-1).id });
    this.data = { lines: [...this.data.lines, ...lines], more: lines.length === PAGE };
  }

  async #export() {
    while (this.data.more && this.data.lines.length < MOST) {
      await this.#more();
    }
    const rows = this.#shown().map(({ id, time, who, address, act, subject, detail }) =>
      [id, new Date(time).toISOString(), who, address, act, subject, detail].map(cell).join(','),
    );
    const text = ['id,time,who,address,act,subject,detail', ...rows, ''].join('\r\n');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    link.download = 'audit.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  #shown() {
    const words = this.words.toLowerCase();
    return this.data.lines.filter((line) =>
      `${line.who} ${line.address} ${this.#act(line)} ${line.act} ${line.subject} ${line.detail}`
        .toLowerCase()
        .includes(words),
    );
  }

  #act({ act }) {
    return hasWords(`act.${act}`) ? t(`act.${act}`) : act;
  }

  #columns() {
    return [
      {
        key: 'time',
        title: t('audit.when'),
        width: '13rem',
        sort: ({ id }) => id,
        narrow: '8rem',
        cell: ({ time }, narrow) =>
          html`<span class="numbers" title=${instant(time)}>${narrow ? ago(time) : instant(time)}</span>`,
      },
      { key: 'who', title: t('audit.who'), width: 'minmax(4rem, 0.7fr)', sort: ({ who }) => who, cell: ({ who }) => html`<strong title=${who}>${who}</strong>` },
      { key: 'act', title: t('audit.what'), sort: ({ act }) => act, cell: (line) => this.#act(line) },
      { key: 'subject', title: t('audit.subject'), width: 'minmax(4rem, 0.8fr)', minor: true, sort: ({ subject }) => subject, cell: ({ subject }) => subject },
      {
        key: 'detail',
        title: t('audit.detail'),
        minor: true,
        cell: ({ detail }) => html`<span class="soft" title=${detail}>${detail}</span>`,
      },
      { key: 'address', title: t('audit.address'), width: '8rem', minor: true, cell: ({ address }) => html`<span class="soft">${address}</span>` },
    ];
  }

  content() {
    const take = html`<button @click=${() => attempt(() => this.#export())}>${icon('download')}${t('audit.export')}</button>`;
    return html`${this.heading(t('audit.title'), t('audit.words'), take)}
      <input
        type="search"
        name="words"
        aria-label=${t('audit.search')}
        placeholder=${t('audit.search')}
        @input=${(event) => (this.words = event.target.value)}
      />
      <div class="card clip">
        <os-table
          .label=${t('audit.title')}
          .columns=${this.#columns()}
          .rows=${this.#shown()}
          .keyOf=${({ id }) => id}
        ></os-table>
      </div>
      ${this.data.more
        ? html`<div class="row"><button @click=${() => attempt(() => this.#more())}>${t('audit.more')}</button></div>`
        : nothing}`;
  }
}

customElements.define('os-audit', Audit);
