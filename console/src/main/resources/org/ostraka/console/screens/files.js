// Files: the repositories, then the folders of one, with all that is done to them.
import { html, css, nothing } from 'lit';
import { api, address, within } from '../core/api.js';
import { ago, moment, size } from '../core/format.js';
import { t } from '../core/language.js';
import { onMovedIn } from '../core/live.js';
import { asked, go, looking, to } from '../core/router.js';
import { Screen } from '../core/screen.js';
import { icon } from '../elements/icon.js';
import { attempt } from '../elements/toast.js';
import '../elements/table.js';
import * as acts from './files/acts.js';
import { isConflictCopy } from './files/kinds.js';
import { filesOf } from './files/transfers.js';
import { share } from './files/links.js';
import './files/details.js';
import './files/removed.js';
import './files/tree.js';

class Files extends Screen {
  static properties = { ...Screen.properties, chosen: { state: true }, dropping: { state: true } };

  static styles = [
    ...Screen.styles,
    css`
      :host {
        height: 100%;
      }
      .page {
        grid-template-rows: auto minmax(0, 1fr);
        align-content: stretch;
        max-width: none;
        height: 100%;
        padding-bottom: var(--s5);
        gap: var(--s4);
      }
      .panes {
        display: grid;
        grid-template-columns: 15rem minmax(0, 1fr);
        gap: var(--s5);
        min-height: 0;
      }
      .panes.looking {
        grid-template-columns: 15rem minmax(0, 1fr) minmax(20rem, 27rem);
      }
      .panes > os-folder-tree {
        overflow-y: auto;
      }
      .list {
        position: relative;
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        min-height: 0;
        overflow: hidden;
      }
      os-table {
        --table-height: none;
      }
      os-removed {
        display: none;
      }
      .drop {
        position: absolute;
        inset: var(--s2);
        z-index: 5;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--s3);
        border: 2px dashed var(--accent);
        border-radius: var(--radius);
        background: color-mix(in srgb, var(--paper) 88%, transparent);
        color: var(--accent-strong);
        font-weight: 600;
        pointer-events: none;
      }
      .way {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 0.25rem;
        margin-inline-end: auto;
        font-size: var(--large);
        font-weight: 600;
        letter-spacing: -0.012em;
      }
      .way a {
        color: var(--soft);
        text-decoration: none;
      }
      .way a:hover {
        color: var(--ink);
        text-decoration: underline;
      }
      .way svg {
        color: var(--soft);
      }
      .repositories {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr));
        gap: var(--s4);
        align-content: start;
      }
      .repositories a {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: var(--s1) var(--s4);
        padding: var(--s4) var(--s5);
        color: var(--ink);
        text-decoration: none;
      }
      .repositories a:hover {
        border-color: var(--edge);
      }
      .repositories svg {
        grid-row: span 2;
        color: var(--accent);
      }
      @media (max-width: 1180px) {
        .panes,
        .panes.looking {
          grid-template-columns: minmax(0, 1fr);
        }
        .panes > os-folder-tree {
          display: none;
        }
        .panes.looking .list {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.place = [];
    this.chosen = new Set();
  }

  get #repository() {
    return this.place[0];
  }

  get #path() {
    return this.place.slice(1);
  }

  get #at() {
    return asked('at');
  }

  get #mayWrite() {
    return this.#at === null && ['write', 'manage'].includes(this.data.right);
  }

  willUpdate(changed) {
    if (changed.has('place') && this.hasUpdated) {
      const moved = changed.get('place')?.join('/') !== this.place.join('/') || this.shownAt !== this.#at;
      if (moved) {
        this.chosen = new Set();
        this.data = undefined;
        this.#listen();
        this.reload();
      }
    }
  }

  connectedCallback() {
    super.connectedCallback();
    this.#listen();
    this.during(() => this.unlisten?.());
  }

  #listen() {
    this.unlisten?.();
    this.unlisten = onMovedIn(this.#repository, () => this.#at ?? this.reload());
  }

  async load() {
    this.shownAt = this.#at;
    if (this.#repository === undefined) {
      return api.get('repositories');
    }
    const path = '/' + this.#path.join('/');
    const { position } = await api.get(within(this.#repository, 'standing'));
    const { folder, right, nodes } = await api.get(within(this.#repository, 'tree'), { path, time: this.#at });
    const folders = nodes.filter((node) => node.kind === 'folder');
    const files = nodes.filter((node) => node.kind !== 'folder');
    return { position, folder, right, nodes: [...folders, ...files] };
  }

  #look(values) {
    return looking(['files', ...this.place], { at: this.#at, file: asked('file'), ...values });
  }

  #open(node) {
    if (node.kind === 'folder') {
      go(looking(['files', ...this.place, node.name], { at: this.#at }));
    } else {
      go(this.#look({ file: node.name }));
    }
  }

  #picked() {
    return this.data.nodes.filter((node) => this.chosen.has(node.id));
  }

  async #act(action) {
    if (await action(this.#picked())) {
      this.chosen = new Set();
      this.reload();
    }
  }

  get #transfers() {
    return this.renderRoot.querySelector('os-transfers');
  }

  #sendChosen(event) {
    const files = [...event.target.files].map((file) => ({
      file,
      path: file.webkitRelativePath.split('/').slice(0, -1).filter(Boolean),
    }));
    event.target.value = '';
    this.#send(files);
  }

  #send(files) {
    this.#transfers.send(this.#repository, this.#path, files);
  }

  #over(event) {
    if (this.#mayWrite && event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      this.dropping = true;
    }
  }

  #leave(event) {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      this.dropping = false;
    }
  }

  #drop(event) {
    if (!this.#mayWrite) {
      return;
    }
    event.preventDefault();
    this.dropping = false;
    attempt(async () => this.#send(await filesOf(event.dataTransfer)));
  }

  #columns() {
    return [
      {
        key: 'name',
        title: t('files.name'),
        sort: (node) => node.name,
        cell: (node) => html`<span class="named">${this.#picture(node)}<span class="cut">${node.name}</span></span>`,
      },
      {
        key: 'size',
        title: t('files.size'),
        width: '7rem',
        end: true,
        minor: true,
        sort: (node) => node.size,
        cell: (node) => (node.kind === 'file' ? html`<span class="soft">${size(node.size)}</span>` : nothing),
      },
      {
        key: 'modified',
        title: t('files.modified'),
        width: '11rem',
        minor: true,
        sort: (node) => node.modified,
        cell: (node) =>
          node.kind === 'file'
            ? html`<span class="soft" title=${moment(node.modified)}>${ago(node.modified)}</span>`
            : nothing,
      },
    ];
  }

  #picture(node) {
    if (isConflictCopy(node.name)) {
      return html`<span class="picture conflict">${icon('conflict')}</span>`;
    }
    return html`<span class="picture ${node.kind}">${icon(node.kind)}</span>`;
  }

  #way() {
    const steps = this.place.map((name, depth) => [name, this.place.slice(0, depth + 1)]);
    return html`<nav class="way" aria-label=${t('files.way')}>
      <a href=${to('files')}>${t('files.title')}</a>
      ${steps.map(
        ([name, names], at) =>
          html`${icon('right', 16)}${at === steps.length - 1
            ? html`<span aria-current="page">${name}</span>`
            : html`<a href=${looking(['files', ...names], { at: this.#at })}>${name}</a>`}`,
      )}
    </nav>`;
  }

  #archive() {
    return address(within(this.#repository, 'archive'), { node: this.data.folder });
  }

  #tools() {
    const picked = this.#picked();
    return picked.length > 0 ? this.#toolsForChosen(picked) : this.#toolsForFolder();
  }

  #toolsForFolder() {
    const label = (kind) => html`<label class="button ${kind === 'files' ? 'primary' : ''}">
      ${icon(kind === 'files' ? 'upload' : 'folder')}${t(`files.upload-${kind}`)}
      <input
        class="hidden-text"
        type="file"
        name=${kind}
        multiple
        ?webkitdirectory=${kind === 'folder'}
        @change=${this.#sendChosen}
      />
    </label>`;
    return html`<div class="row">
      ${this.#mayWrite
        ? html`${label('files')} ${label('folder')}
            <button @click=${() => this.#act(() => acts.makeFolder(this.#repository, this.data.folder))}>
              ${icon('add')}${t('files.new-folder')}
            </button>`
        : nothing}
      ${this.#at === null
        ? html`<a class="button" href=${this.#archive()} download="${this.place.at(-1)}.zip">
              ${icon('download')}${t('files.archive')}
            </a>
            <button @click=${() => acts.askTime((time) => go(this.#look({ at: time, file: null })))}>
              ${icon('history')}${t('files.as-of')}
            </button>
            <button @click=${() => this.renderRoot.querySelector('os-removed').show()}>
              ${icon('remove')}${t('files.bin')}
            </button>`
        : nothing}
    </div>`;
  }

  #toolsForChosen(picked) {
    const one = picked.length === 1;
    const repository = this.#repository;
    return html`<div class="row">
      <span class="chip accent" role="status">${t('files.chosen', { n: picked.length })}</span>
      ${one ? html`<a class="button" href=${this.#download(picked[0])} download=${this.#saveAs(picked[0])}>
            ${icon('download')}${t('files.download')}
          </a>` : nothing}
      ${one && this.#mayWrite
        ? html`<button @click=${() => this.#act(([node]) => acts.rename(repository, this.data.folder, node))}>
            ${icon('rename')}${t('files.rename')}
          </button>`
        : nothing}
      ${one && this.#mayWrite
        ? html`<button @click=${() => attempt(() => share(repository, picked[0]))}>${icon('link')}${t('links.share')}</button>`
        : nothing}
      ${this.#mayWrite
        ? html`<button @click=${() => this.#act((nodes) => acts.moveTo(repository, this.#path, nodes))}>
              ${icon('move')}${t('files.move')}
            </button>
            <button
              class="danger"
              @click=${() => this.#act((nodes) => acts.remove(repository, nodes, this.data.position))}
            >
              ${icon('remove')}${t('files.remove')}
            </button>`
        : nothing}
      <button class="quiet" @click=${() => (this.chosen = new Set())}>${t('files.unchoose')}</button>
    </div>`;
  }

  #download(node) {
    return node.kind === 'folder'
      ? address(within(this.#repository, 'archive'), { node: node.id })
      : address(within(this.#repository, 'files', node.id, 'content'), { seq: this.#at && node.version });
  }

  #saveAs(node) {
    return node.kind === 'folder' ? `${node.name}.zip` : node.name;
  }

  #pastNote() {
    return html`<p class="note warn row" role="status">
      ${icon('history')} ${t('files.past', { time: moment(Number(this.#at)) })}
      <a class="push" href=${this.#look({ at: null })}>${t('files.present')}</a>
    </p>`;
  }

  #repositories() {
    const { repositories } = this.data;
    return html`${this.heading(t('files.title'), t('files.words'))}
      ${repositories.length === 0 ? html`<p class="note">${t('files.none')}</p>` : nothing}
      <div class="repositories">
        ${repositories.map(
          (repository) =>
            html`<a class="card" href=${to('files', repository.name)}>
              ${icon('repository', 28)}<strong class="cut">${repository.name}</strong>
              <span class="soft small">${repository.svnUrl ?? t('files.own-history')}</span>
            </a>`,
        )}
      </div>`;
  }

  content() {
    if (this.#repository === undefined) {
      return this.#repositories();
    }
    if (this.data.nodes === undefined) {
      return nothing;
    }
    const file = this.data.nodes.find((node) => node.name === asked('file'));
    return html`<div class="stack">
        <div class="top">${this.#way()} ${this.#tools()}</div>
        ${this.#at === null ? nothing : this.#pastNote()}
      </div>
      <div class="panes ${file ? 'looking' : ''}">
        <os-folder-tree
          .repository=${this.#repository}
          .path=${this.#path}
          @go=${(event) => go(to('files', this.#repository, ...event.detail))}
        ></os-folder-tree>
        <div class="list card" @dragover=${this.#over} @dragleave=${this.#leave} @drop=${this.#drop}>
          <os-table
            choosable
            openable
            .label=${t('files.in', { name: this.place.at(-1) })}
            .columns=${this.#columns()}
            .rows=${this.data.nodes}
            .keyOf=${(node) => node.id}
            .chosen=${this.chosen}
            .empty=${this.#mayWrite ? t('files.empty') : t('files.empty-read')}
            @open=${(event) => this.#open(event.detail)}
            @choose=${(event) => (this.chosen = event.detail)}
          ></os-table>
          <os-transfers @sent=${() => this.reload()}></os-transfers>
          ${this.dropping ? html`<div class="drop">${icon('upload', 32)}${t('files.drop')}</div>` : nothing}
        </div>
        ${file
          ? html`<os-file-details
              .repository=${this.#repository}
              .node=${file}
              .past=${this.#at !== null}
              .mayWrite=${this.#mayWrite}
              @close=${() => go(this.#look({ file: null }))}
              @restored=${() => this.reload()}
            ></os-file-details>`
          : nothing}
      </div>
      <os-removed .repository=${this.#repository} @restored=${() => this.reload()}></os-removed>`;
  }
}

customElements.define('os-files', Files);
