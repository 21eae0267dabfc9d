// What was removed from a repository, and the way back.
import { html } from 'lit';
import { api, within } from '../../core/api.js';
import { OsElement } from '../../core/element.js';
import { ago, instant } from '../../core/format.js';
import { t } from '../../core/language.js';
import { ask } from '../../elements/dialog.js';
import { icon } from '../../elements/icon.js';
import { attempt, say } from '../../elements/toast.js';
import '../../elements/table.js';

const MOST = 500;

class Removed extends OsElement {
  static properties = { repository: {} };

  /** Asks what to bring back. */
  show() {
    attempt(async () => {
      const { removals } = await api.get(within(this.repository, 'removed'), { limit: MOST });
      await ask({
        title: t('bin.title', { name: this.repository }),
        text: t('bin.words'),
        wide: true,
        content: (close) => this.#list(removals, close),
      });
    });
  }

  async #restore(removal, close) {
    await api.post(within(this.repository, 'restore'), { node: removal.node, seq: removal.seq - 1 });
    close();
    say(t('bin.restored', { path: removal.path }));
    this.tell('restored');
  }

  #list(removals, close) {
    return html`<os-table
      .label=${t('files.bin')}
      .empty=${t('bin.empty')}
      .rows=${removals}
      .keyOf=${(removal) => removal.seq}
      .columns=${[
        { key: 'path', title: t('bin.path'), cell: (removal) => html`<span title=${removal.path}>${removal.path}</span>` },
        { key: 'user', title: t('bin.user'), width: '9rem', minor: true, cell: (removal) => removal.user },
        {
          key: 'time',
          title: t('bin.time'),
          width: '9rem',
          minor: true,
          cell: (removal) => html`<span title=${instant(removal.time)}>${ago(removal.time)}</span>`,
        },
        {
          key: 'act',
          title: '',
          width: '9rem',
          end: true,
          cell: (removal) =>
            html`<button @click=${() => attempt(() => this.#restore(removal, close))}>
              ${icon('restore', 16)}${t('versions.restore')}
            </button>`,
        },
      ]}
    ></os-table>`;
  }

  render() {
    return html``;
  }
}

customElements.define('os-removed', Removed);
