// The swarm: which files are shared, which mapping server owns each, and how many hold it.
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { number, size } from '../core/format.js';
import { t } from '../core/language.js';
import { go, looking, to } from '../core/router.js';
import { Screen } from '../core/screen.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { showLink } from '../elements/link.js';
import { say } from '../elements/toast.js';
import '../elements/table.js';

const SIGNS = { alive: 'good', suspect: 'warn', dead: 'bad' };

class Swarm extends Screen {
  connectedCallback() {
    super.connectedCallback();
    this.every(3_000, () => this.reload());
  }

  async load() {
    const [files, servers] = await Promise.all([api.get('swarm/files'), api.get('swarm/servers')]);
    return { ...files, ...servers };
  }

  async #share() {
    let shared;
    await ask({
      title: t('swarm.share'),
      text: t('swarm.share-words'),
      fields: [{ name: 'file', label: t('swarm.file'), type: 'file' }],
      action: t('swarm.share'),
      submit: async ({ file }) => {
        shared = await api.send('swarm/share', file[0], { query: { name: file[0].name } });
      },
    });
    if (shared) {
      say(t('swarm.shared'));
      this.reload();
      showLink(shared.link, t('swarm.link'), t('swarm.link-words'));
    }
  }

  #columns() {
    return [
      {
        key: 'name',
        title: t('files.name'),
        width: 'minmax(0, 2fr)',
        sort: ({ name }) => name,
        cell: (file) => html`<a href=${this.#place(file)}>${file.name}</a>`,
      },
      { key: 'size', title: t('files.size'), width: '7rem', end: true, minor: true, sort: (it) => it.size, cell: (it) => size(it.size) },
      {
        key: 'owner',
        title: t('swarm.owner'),
        minor: true,
        sort: ({ owner }) => owner,
        cell: ({ owner }) => html`<code>${owner}</code>`,
      },
      { key: 'epoch', title: t('swarm.epoch'), width: '5rem', end: true, minor: true, cell: ({ epoch }) => number(epoch) },
      {
        key: 'holders',
        title: t('swarm.holders'),
        width: '9rem',
        narrow: '7rem',
        end: true,
        sort: ({ holders }) => holders,
        cell: ({ holders, complete }) => t('swarm.held', { holders, complete }),
      },
      {
        key: 'acts',
        title: '',
        width: '3rem',
        end: true,
        cell: ({ name, link }) =>
          html`<button
            class="quiet bare"
            aria-label=${t('swarm.link-of', { name })}
            @click=${() => showLink(link, t('swarm.link'), t('swarm.link-words'))}
          >
            ${icon('link')}
          </button>`,
      },
    ];
  }

  #place({ root, size: bytes, fragmentSize, name }) {
    return looking(['swarm', root], { size: bytes, fragment: fragmentSize, name });
  }

  #servers() {
    return html`<h2>${t('swarm.servers')}</h2>
      <div class="card clip">
        <os-table
          .label=${t('swarm.servers')}
          .rows=${this.data.servers}
          .keyOf=${({ node }) => node}
          .columns=${[
            { key: 'node', title: t('swarm.node'), cell: ({ node }) => html`<code>${node}</code>` },
            { key: 'endpoint', title: t('swarm.endpoint'), cell: ({ endpoint }) => endpoint },
            {
              key: 'state',
              title: t('server.state'),
              width: '9rem',
              cell: ({ state }) => html`<span class="chip ${SIGNS[state]}">${t(`life.${state}`)}</span>`,
            },
          ]}
        ></os-table>
      </div>`;
  }

  content() {
    const share = html`<button class="primary" @click=${this.#share}>${icon('upload')}${t('swarm.share')}</button>`;
    const { files, unreachable } = this.data;
    return html`${this.heading(t('swarm.title'), t('swarm.words'), share)}
      ${unreachable.length > 0
        ? html`<p class="note warn" role="status">${t('swarm.unreachable', { servers: unreachable.join(', ') })}</p>`
        : nothing}
      <div class="card clip">
        <os-table
          openable
          .label=${t('swarm.title')}
          .empty=${t('swarm.none')}
          .columns=${this.#columns()}
          .rows=${files}
          .keyOf=${({ root }) => root}
          @open=${(event) => go(this.#place(event.detail))}
        ></os-table>
      </div>
      ${this.#servers()}`;
  }
}

customElements.define('os-swarm', Swarm);
