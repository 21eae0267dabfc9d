// One file beside the list: what is in it, its versions, and what was done to it.
import { html, css, nothing } from 'lit';
import { address, within } from '../../core/api.js';
import { OsElement } from '../../core/element.js';
import { moment, size } from '../../core/format.js';
import { t } from '../../core/language.js';
import { icon } from '../../elements/icon.js';
import { sheet } from '../../elements/sheet.js';
import './preview.js';
import './versions.js';

const PARTS = ['preview', 'versions'];

class FileDetails extends OsElement {
  static properties = {
    repository: {},
    node: { attribute: false },
    past: { type: Boolean },
    mayWrite: { type: Boolean },
    part: { state: true },
  };

  static styles = [
    sheet,
    css`
      :host {
        display: grid;
        min-height: 0;
      }
      section {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        min-height: 0;
        overflow: hidden;
      }
      header {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        gap: var(--s2);
        padding: var(--s4) var(--s3) var(--s3) var(--s5);
      }
      header h2 {
        overflow-wrap: anywhere;
      }
      .tabs {
        display: flex;
        align-items: center;
        gap: var(--s1);
        padding: 0 var(--s4) var(--s3) var(--s4);
        border-bottom: 1px solid var(--line);
      }
      .tabs [role='tablist'] {
        display: flex;
        gap: var(--s1);
        margin-inline-end: auto;
      }
      [role='tab'][aria-selected='true'] {
        background: var(--accent-wash);
        color: var(--accent-strong);
      }
      [role='tabpanel'] {
        min-height: 0;
        overflow: auto;
      }
    `,
  ];

  constructor() {
    super();
    this.part = PARTS[0];
  }

  #press(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      this.part = PARTS.at((PARTS.indexOf(this.part) + step) % PARTS.length);
      this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected="true"]').focus());
    }
  }

  #content() {
    const seq = this.past ? this.node.version : undefined;
    return { repository: this.repository, node: this.node, seq };
  }

  #panel() {
    return this.part === 'preview'
      ? html`<os-preview .of=${this.#content()} .version=${this.node.version}></os-preview>`
      : html`<os-versions
          .repository=${this.repository}
          .node=${this.node}
          .version=${this.node.version}
          ?mayWrite=${this.mayWrite}
        ></os-versions>`;
  }

  render() {
    const { id, name, version } = this.node;
    const source = address(within(this.repository, 'files', id, 'content'), { seq: this.past ? version : undefined });
    return html`<section class="card" aria-labelledby="name">
      <header>
        <div>
          <h2 id="name">${name}</h2>
          <p class="soft small">${size(this.node.size)} · ${moment(this.node.modified)}</p>
        </div>
        <button class="quiet bare" aria-label=${t('close')} @click=${() => this.tell('close')}>${icon('close')}</button>
      </header>
      <div class="tabs">
        <div role="tablist" aria-label=${name} @keydown=${this.#press}>
          ${PARTS.map(
            (part) =>
              html`<button
                role="tab"
                id="tab-${part}"
                class="quiet"
                aria-selected=${part === this.part}
                aria-controls=${part === this.part ? 'panel' : nothing}
                tabindex=${part === this.part ? 0 : -1}
                @click=${() => (this.part = part)}
              >
                ${t(`file.${part}`)}
              </button>`,
          )}
        </div>
        <a class="button" href=${source} download=${name}>${icon('download')}${t('files.download')}</a>
      </div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${this.part}" tabindex="0">${this.#panel()}</div>
    </section>`;
  }
}

customElements.define('os-file-details', FileDetails);
