// The folders of a repository as a tree (WAI-ARIA); a folder's own are fetched when it is opened.
import { html, css, nothing } from 'lit';
import { api, within } from '../../core/api.js';
import { OsElement } from '../../core/element.js';
import { onMovedIn } from '../../core/live.js';
import { t } from '../../core/language.js';
import { icon } from '../../elements/icon.js';
import { sheet } from '../../elements/sheet.js';
import { attempt } from '../../elements/toast.js';

const key = (path) => path.join('/');

/** Fires `go` with the path, an array of names, of the folder that was chosen. */
class FolderTree extends OsElement {
  static properties = {
    repository: {},
    path: { attribute: false },
    children: { state: true },
    opened: { state: true },
  };

  static styles = [
    sheet,
    css`
      :host {
        display: block;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ul ul {
        padding-inline-start: 1.125rem;
      }
      .line {
        display: flex;
        align-items: center;
        gap: 0.375rem;
        min-height: 2rem;
        padding: 0 var(--s2) 0 0;
        border-radius: 6px;
        color: var(--soft);
        font-size: 0.875rem;
        cursor: pointer;
      }
      .line:hover {
        background: var(--sunk);
        color: var(--ink);
      }
      .turn {
        display: grid;
        place-content: center;
        flex: none;
        width: 1.5rem;
        height: 2rem;
        color: var(--soft);
      }
      [aria-expanded='true'] > .line .turn svg {
        rotate: 90deg;
      }
      [aria-selected='true'] > .line {
        background: var(--accent-wash);
        color: var(--accent-strong);
        font-weight: 580;
      }
      li:focus {
        outline: none;
      }
      li:focus-visible > .line {
        outline: 2px solid var(--accent);
        outline-offset: -2px;
      }
    `,
  ];

  constructor() {
    super();
    this.path = [];
    this.children = new Map();
    this.opened = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(onMovedIn(this.repository, () => this.#refresh()));
  }

  willUpdate(changed) {
    if (changed.has('repository')) {
      this.children = new Map();
      this.opened = new Set(['']);
    }
    if (changed.has('repository') || changed.has('path')) {
      const ways = this.path.map((_, depth) => this.path.slice(0, depth));
      ways.push([]);
      ways.forEach((way) => this.#open(way));
    }
  }

  async #fetch(path) {
    const { nodes } = await api.get(within(this.repository, 'tree'), { path: '/' + path.join('/') });
    const folders = nodes.filter((node) => node.kind === 'folder');
    this.children = new Map(this.children).set(key(path), folders);
  }

  #open(path) {
    this.opened = new Set(this.opened).add(key(path));
    if (!this.children.has(key(path))) {
      attempt(() => this.#fetch(path));
    }
  }

  #close(path) {
    const opened = new Set(this.opened);
    opened.delete(key(path));
    this.opened = opened;
  }

  #refresh() {
    for (const open of this.opened) {
      this.#fetch(open === '' ? [] : open.split('/')).catch(() => this.children.delete(open));
    }
  }

  #turn(event, path) {
    event.stopPropagation();
    if (this.opened.has(key(path))) {
      this.#close(path);
    } else {
      this.#open(path);
    }
  }

  #press(event, path) {
    const items = [...this.renderRoot.querySelectorAll('li')];
    const at = items.indexOf(event.currentTarget);
    const acts = {
      ArrowDown: () => items[at + 1]?.focus(),
      ArrowUp: () => items[at - 1]?.focus(),
      ArrowRight: () => this.#open(path),
      ArrowLeft: () => this.#close(path),
      Home: () => items[0].focus(),
      End: () => items.at(-1).focus(),
      Enter: () => this.tell('go', path),
      ' ': () => this.tell('go', path),
    };
    if (event.key in acts) {
      event.preventDefault();
      event.stopPropagation();
      acts[event.key]();
    }
  }

  #choose(event, path) {
    event.stopPropagation();
    this.tell('go', path);
  }

  #item(path, name) {
    const here = key(path) === key(this.path);
    const open = this.opened.has(key(path));
    const children = this.children.get(key(path));
    const none = children?.length === 0;
    return html`<li
      role="treeitem"
      aria-label=${name}
      aria-selected=${here}
      aria-expanded=${none ? nothing : open}
      tabindex=${here ? 0 : -1}
      @keydown=${(event) => this.#press(event, path)}
      @click=${(event) => this.#choose(event, path)}
    >
      <div class="line" title=${name}>
        <span class="turn" @click=${(event) => this.#turn(event, path)}>${none ? nothing : icon('right', 14)}</span>
        ${icon(path.length === 0 ? 'repository' : 'folder', 17)}<span class="cut">${name}</span>
      </div>
      ${open && children?.length > 0
        ? html`<ul role="group">
            ${children.map((child) => this.#item([...path, child.name], child.name))}
          </ul>`
        : nothing}
    </li>`;
  }

  render() {
    return html`<ul role="tree" aria-label=${t('files.folders')}>
      ${this.#item([], this.repository)}
    </ul>`;
  }
}

customElements.define('os-folder-tree', FolderTree);
