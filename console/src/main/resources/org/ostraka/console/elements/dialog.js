// Asks a person something before it is done: a dialog with a text and, where needed, fields.
import { html, css, nothing } from 'lit';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { sheet } from './sheet.js';
import { icon } from './icon.js';
import './form.js';

class Dialog extends OsElement {
  static properties = { question: { attribute: false } };

  static styles = [
    sheet,
    css`
      dialog {
        width: min(30rem, calc(100vw - 2rem));
        max-height: calc(100dvh - 2rem);
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--float);
      }
      dialog.wide {
        width: min(64rem, calc(100vw - 2rem));
      }
      dialog::backdrop {
        background: var(--veil);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--s4);
        padding: var(--s4) var(--s4) 0 var(--s5);
      }
      .body {
        display: grid;
        gap: var(--s4);
        padding: var(--s3) var(--s5) var(--s5);
      }
    `,
  ];

  firstUpdated() {
    this.renderRoot.querySelector('dialog').showModal();
    this.renderRoot.querySelector('os-form')?.enter();
  }

  #close(done) {
    this.renderRoot.querySelector('dialog').close();
    this.remove();
    this.question.answered(done);
  }

  async #submit(values) {
    await this.question.submit?.(values);
    this.#close(true);
  }

  render() {
    const { title, text, fields, action, danger, content, wide } = this.question;
    return html`<dialog class=${wide ? 'wide' : ''} aria-labelledby="title" @cancel=${() => this.#close(false)}>
      <header>
        <h2 id="title">${title}</h2>
        <button class="quiet bare" aria-label=${t('close')} @click=${() => this.#close(false)}>${icon('close')}</button>
      </header>
      <div class="body">
        ${text ? html`<p class="soft">${text}</p>` : nothing} ${content?.(() => this.#close(true)) ?? nothing}
        ${action
          ? html`<os-form
              .fields=${fields ?? []}
              .submit=${(values) => this.#submit(values)}
              .cancel=${() => this.#close(false)}
              .action=${action}
              ?danger=${danger}
            ></os-form>`
          : nothing}
      </div>
    </dialog>`;
  }
}

customElements.define('os-dialog', Dialog);

/**
 * Asks. The question: {title, text, fields, action, danger, submit, content, wide}; `submit(values)` does it and may
 * throw what is then shown; `content(close)` draws something above the form.
 *
 * @returns a promise of whether it was done
 */
export function ask(question) {
  return new Promise((answered) => {
    const dialog = document.createElement('os-dialog');
    dialog.question = { ...question, answered };
    document.body.append(dialog);
  });
}
