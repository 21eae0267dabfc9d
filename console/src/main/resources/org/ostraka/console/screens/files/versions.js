// The versions of a file: to look at, to compare, and to bring back.
import { html, css, nothing } from 'lit';
import { api, address, within } from '../../core/api.js';
import { OsElement } from '../../core/element.js';
import { instant, size } from '../../core/format.js';
import { t } from '../../core/language.js';
import { ask } from '../../elements/dialog.js';
import { icon } from '../../elements/icon.js';
import { sheet } from '../../elements/sheet.js';
import { attempt, say } from '../../elements/toast.js';
import { kindOf } from './kinds.js';
import { textOf } from './preview.js';
import '../../elements/comparison.js';

const LONGEST_COMPARED = 1024 * 1024;

class Versions extends OsElement {
  static properties = {
    repository: {},
    node: { attribute: false },
    version: { type: Number },
    mayWrite: { type: Boolean },
    versions: { state: true },
  };

  static styles = [
    sheet,
    css`
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: var(--s1);
        padding: var(--s3) var(--s4) var(--s3) var(--s5);
        border-bottom: 1px solid var(--line);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s1);
        margin-inline-start: calc(-1 * var(--s3));
      }
      p {
        padding: var(--s5);
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('version') || changed.has('node')) {
      attempt(() => this.#load());
    }
  }

  async #load() {
    const { versions } = await api.get(within(this.repository, 'files', this.node.id, 'versions'));
    this.versions = versions;
  }

  #at(version) {
    return { repository: this.repository, node: this.node, seq: version.seq };
  }

  async #compare(older, newer) {
    const [before, after] = await Promise.all([textOf(this.#at(older)), textOf(this.#at(newer))]);
    ask({
      title: t('versions.comparison', { name: this.node.name }),
      text: t('versions.between', { before: instant(older.time), after: instant(newer.time) }),
      wide: true,
      content: () => html`<os-comparison .before=${before} .after=${after}></os-comparison>`,
    });
  }

  #restore(version) {
    const body = { node: this.node.id, seq: version.seq };
    ask({
      title: t('versions.restore-title'),
      text: t('versions.restore-words', { time: instant(version.time) }),
      fields: [],
      action: t('versions.restore'),
      submit: async () => {
        await api.post(within(this.repository, 'restore'), body);
        say(t('versions.restored'));
        this.tell('restored');
      },
    });
  }

  #comparable(...versions) {
    return kindOf(this.node.name) === 'text' && versions.every((version) => version?.size <= LONGEST_COMPARED);
  }

  #version(version, at) {
    const older = this.versions[at + 1];
    const newest = this.versions[0];
    const source = address(within(this.repository, 'files', this.node.id, 'content'), { seq: version.seq });
    return html`<li>
      <div class="row">
        <strong>${instant(version.time)}</strong>
        ${at === 0 ? html`<span class="chip good">${t('versions.newest')}</span>` : nothing}
        ${version.revision ? html`<span class="chip">r${version.revision}</span>` : nothing}
      </div>
      <span class="soft small">
        ${t('versions.by', { user: version.user, desk: version.desk, size: size(version.size) })}
      </span>
      <div class="acts">
        <a class="button quiet" href=${source} download=${this.node.name}>${icon('download', 16)}${t('files.download')}</a>
        ${this.#comparable(version, older)
          ? html`<button class="quiet" @click=${() => attempt(() => this.#compare(older, version))}>
              ${t('versions.changes')}
            </button>`
          : nothing}
        ${at > 1 && this.#comparable(version, newest)
          ? html`<button class="quiet" @click=${() => attempt(() => this.#compare(version, newest))}>
              ${t('versions.since')}
            </button>`
          : nothing}
        ${at > 0 && this.mayWrite
          ? html`<button class="quiet" @click=${() => this.#restore(version)}>
              ${icon('restore', 16)}${t('versions.restore')}
            </button>`
          : nothing}
      </div>
    </li>`;
  }

  render() {
    return this.versions === undefined
      ? html`<p class="soft" role="status">${t('loading')}</p>`
      : html`<ol>
          ${this.versions.map((version, at) => this.#version(version, at))}
        </ol>`;
  }
}

customElements.define('os-versions', Versions);
