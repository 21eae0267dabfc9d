// What is in a file, for texts, pictures and PDF; nothing of it can run.
import { html, css, nothing } from 'lit';
import { api, within } from '../../core/api.js';
import { OsElement } from '../../core/element.js';
import { size } from '../../core/format.js';
import { t } from '../../core/language.js';
import { sheet } from '../../elements/sheet.js';
import { kindOf, typeOf } from './kinds.js';

const LONGEST_TEXT = 512 * 1024;
const LONGEST = 32 * 1024 * 1024;

/** The text of a file at a version, or null if it is none. */
export async function textOf({ repository, node, seq }) {
  const answer = await api.fetch(within(repository, 'files', node.id, 'content'), { seq });
  const text = new TextDecoder().decode(await answer.arrayBuffer());
  return text.includes('\0') ? null : text;
}

class Preview extends OsElement {
  static properties = {
    of: { attribute: false },
    version: { type: Number },
    shown: { state: true },
  };

  static styles = [
    sheet,
    css`
      :host {
        display: grid;
        height: 100%;
      }
      pre {
        margin: 0;
        padding: var(--s4) var(--s5);
        font: 400 0.8125rem / 1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        tab-size: 4;
      }
      img {
        display: block;
        max-width: 100%;
        margin: auto;
        padding: var(--s4);
      }
      iframe {
        width: 100%;
        height: 100%;
        min-height: 26rem;
        border: 0;
        background: #fff;
      }
      p {
        padding: var(--s5);
      }
    `,
  ];

  willUpdate(changed) {
    const before = changed.get('of');
    if (changed.has('version') || (changed.has('of') && before?.node.id !== this.of.node.id)) {
      this.#show();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  #forget() {
    if (this.shown?.url) {
      URL.revokeObjectURL(this.shown.url);
    }
    this.shown = undefined;
  }

  async #show() {
    this.#forget();
    const { node } = this.of;
    const kind = kindOf(node.name);
    const most = kind === 'text' ? LONGEST_TEXT : LONGEST;
    if (kind === 'other' || node.kind !== 'file' || node.size > most) {
      this.shown = { none: node.size > most ? t('preview.long', { size: size(most) }) : t('preview.none') };
      return;
    }
    try {
      this.shown = kind === 'text' ? await this.#text() : await this.#picture(kind);
    } catch (failure) {
      this.shown = { none: failure.message };
    }
  }

  async #text() {
    const text = await textOf(this.of);
    return text === null ? { none: t('preview.none') } : { text };
  }

  async #picture(kind) {
    const { repository, node, seq } = this.of;
    const answer = await api.fetch(within(repository, 'files', node.id, 'content'), { seq });
    const blob = new Blob([await answer.arrayBuffer()], { type: typeOf(node.name) });
    return { kind, url: URL.createObjectURL(blob) };
  }

  render() {
    const { none, text, kind, url } = this.shown ?? {};
    const { name } = this.of.node;
    if (none) {
      return html`<p class="soft">${none}</p>`;
    }
    if (text !== undefined) {
      return text === '' ? html`<p class="soft">${t('preview.empty')}</p>` : html`<pre>${text}</pre>`;
    }
    if (kind === 'image') {
      return html`<img src=${url} alt=${name} />`;
    }
    return kind === 'pdf' ? html`<iframe src=${url} title=${name}></iframe>` : nothing;
  }
}

customElements.define('os-preview', Preview);
