// Conflicts: copies that desks kept because two people changed the same file; each waits for somebody to decide.
import { html } from 'lit';
import { api, within } from '../core/api.js';
import { folderOf, nameOf } from '../core/feed.js';
import { ago, instant, size } from '../core/format.js';
import { t } from '../core/language.js';
import { onMoved } from '../core/live.js';
import { looking } from '../core/router.js';
import { Screen } from '../core/screen.js';
import '../elements/table.js';

/** Every conflict copy that the person may see, with its repository. */
export async function conflictsOf(repositories) {
  const lists = await Promise.all(
    repositories.map(async ({ name }) => {
      const { conflicts } = await api.get(within(name, 'conflicts')).catch(() => ({ conflicts: [] }));
      return conflicts.map((conflict) => ({ ...conflict, repository: name }));
    }),
  );
  return lists.flat();
}

class Conflicts extends Screen {
  connectedCallback() {
    super.connectedCallback();
    this.during(onMoved(() => this.reload()));
  }

  async load() {
    const { repositories } = await api.get('repositories');
    return { conflicts: await conflictsOf(repositories) };
  }

  #columns() {
    return [
      {
        key: 'path',
        title: t('conflicts.copy'),
        width: 'minmax(0, 3fr)',
        sort: ({ path }) => path,
        cell: ({ repository, path }) =>
          html`<a href=${looking(['files', repository, ...folderOf(path)], { file: nameOf(path) })} title=${path}
            >${repository}${path}</a
          >`,
      },
      { key: 'size', title: t('files.size'), width: '7rem', end: true, minor: true, cell: (it) => size(it.size) },
      {
        key: 'modified',
        title: t('files.modified'),
        width: '10rem',
        minor: true,
        sort: ({ modified }) => modified,
        cell: ({ modified }) => html`<span class="soft" title=${instant(modified)}>${ago(modified)}</span>`,
      },
    ];
  }

  content() {
    return html`${this.heading(t('conflicts.title'), t('conflicts.words'))}
      <div class="card clip">
        <os-table
          .label=${t('conflicts.title')}
          .empty=${t('conflicts.none')}
          .columns=${this.#columns()}
          .rows=${this.data.conflicts}
          .keyOf=${({ node }) => node}
        ></os-table>
      </div>`;
  }
}

customElements.define('os-conflicts', Conflicts);
