// What is being sent to the hub: one file after the other, each with its progress.
import { html, css, nothing } from 'lit';
import { api, within } from '../../core/api.js';
import { makeFolder } from '../../core/changes.js';
import { OsElement } from '../../core/element.js';
import { percent, size } from '../../core/format.js';
import { t } from '../../core/language.js';
import { upload } from '../../core/upload.js';
import { icon } from '../../elements/icon.js';
import { sheet } from '../../elements/sheet.js';

const SHOWN = 50;

/** The files that were dropped or chosen: {file, path}, path being the folders they came in. */
export async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = [];
  for (const entry of entries) {
    await collect(entry, [], found);
  }
  return found;
}

async function collect(entry, path, found) {
  if (entry.isFile) {
    found.push({ file: await new Promise((good, bad) => entry.file(good, bad)), path });
    return;
  }
  const reader = entry.createReader();
  const next = () => new Promise((good, bad) => reader.readEntries(good, bad));
  for (let some = await next(); some.length > 0; some = await next()) {
    for (const child of some) {
      await collect(child, [...path, entry.name], found);
    }
  }
}

class Transfers extends OsElement {
  static properties = { lines: { state: true } };

  static styles = [
    sheet,
    css`
      section {
        display: grid;
        gap: var(--s2);
        padding: var(--s3) var(--s4);
        border-top: 1px solid var(--line);
        background: var(--paper);
      }
      ol {
        display: grid;
        max-height: 11rem;
        margin: 0;
        padding: 0;
        overflow-y: auto;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 8rem 5rem 2.25rem;
        align-items: center;
        gap: var(--s3);
        min-height: 2.25rem;
        font-size: var(--small);
      }
      progress {
        width: 100%;
        height: 6px;
        border: 0;
        border-radius: 99px;
        overflow: hidden;
        background: var(--sunk);
        appearance: none;
      }
      progress::-webkit-progress-bar {
        background: var(--sunk);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
      .bad {
        grid-column: 2 / 4;
        color: var(--bad);
      }
    `,
  ];

  constructor() {
    super();
    this.lines = [];
    this.folders = new Map();
  }

  /** Sends files into the folder at this path. */
  send(repository, path, files) {
    const lines = files.map(({ file, path: below }) => ({
      repository,
      file,
      path: [...path, ...below],
      done: 0,
      end: new AbortController(),
    }));
    if (lines.length === 0) {
      // Such as an empty folder that was dropped: the work would be over before it is known to go on.
      return;
    }
    this.lines = [...this.lines.filter((line) => !line.over), ...lines];
    this.working ??= this.#work();
  }

  async #work() {
    for (let line = this.#next(); line !== undefined; line = this.#next()) {
      try {
        await this.#one(line);
      } catch (failure) {
        line.trouble = failure.name === 'AbortError' ? t('transfer.stopped') : failure.message;
      }
      line.over = true;
      this.requestUpdate();
    }
    this.working = undefined;
    this.folders.clear();
    this.tell('sent');
  }

  #next() {
    return this.lines.find((line) => !line.over);
  }

  async #one(line) {
    const { folder, nodes } = await this.#folder(line.repository, line.path);
    const present = nodes.find((node) => node.name === line.file.name);
    const tell = (bytes) => {
      line.done = bytes;
      this.requestUpdate();
    };
    await upload({ repository: line.repository, parent: folder, present }, line.file, tell, line.end.signal);
  }

  /** The folder at the path as it is now, made where it is not. */
  async #folder(repository, path) {
    const key = [repository, ...path].join('/');
    if (!this.folders.has(key)) {
      this.folders.set(key, await this.#find(repository, path));
    }
    return this.folders.get(key);
  }

  async #find(repository, path) {
    const list = () => api.get(within(repository, 'tree'), { path: '/' + path.join('/') });
    try {
      return await list();
    } catch (failure) {
      if (failure.status !== 404 || path.length === 0) {
        throw failure;
      }
    }
    const parent = await this.#folder(repository, path.slice(0, -1));
    await makeFolder(repository, parent.folder, path.at(-1));
    return list();
  }

  #stop(line) {
    if (line.over) {
      this.lines = this.lines.filter((it) => it !== line);
    } else {
      line.end.abort();
    }
  }

  #line(line) {
    const share = line.file.size === 0 ? Number(Boolean(line.over)) : line.done / line.file.size;
    const sent = line.over && !line.trouble;
    return html`<li class=${sent ? 'sent' : ''}>
      <span class="cut" title=${line.file.name}>${line.file.name}</span>
      ${line.trouble
        ? html`<span class="bad">${line.trouble}</span>`
        : html`<progress max="1" value=${share} aria-label=${line.file.name}></progress>
            <span class="numbers soft">${line.over ? size(line.file.size) : percent(share)}</span>`}
      <button class="quiet bare" aria-label=${t('transfer.stop', { name: line.file.name })} @click=${() => this.#stop(line)}>
        ${icon(sent ? 'check' : 'close', 16)}
      </button>
    </li>`;
  }

  render() {
    if (this.lines.length === 0) {
      return nothing;
    }
    const over = this.lines.filter((line) => line.over && !line.trouble).length;
    const waiting = this.lines.filter((line) => !line.over || line.trouble);
    const shown = [...waiting, ...this.lines.filter((line) => line.over && !line.trouble)].slice(0, SHOWN);
    return html`<section aria-label=${t('transfer.title')}>
      <div class="row">
        <strong role="status">${t('transfer.done', { n: over, all: this.lines.length })}</strong>
        <button class="quiet push" @click=${() => (this.lines = this.lines.filter((line) => !line.over))}>
          ${t('transfer.clear')}
        </button>
      </div>
      <ol>
        ${shown.map((line) => this.#line(line))}
      </ol>
    </section>`;
  }
}

customElements.define('os-transfers', Transfers);
