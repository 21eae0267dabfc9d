// A page without the navigation, for people who are not signed in: one thing in the middle, and below it the choice of
// language and theme.
import { html, css, nothing } from 'lit';
import { OsElement } from './element.js';
import { mark } from '../elements/mark.js';
import { sheet } from '../elements/sheet.js';
import '../elements/choices.js';
import '../elements/form.js';

export class BarePage extends OsElement {
  static styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-rows: 1fr auto;
        justify-items: center;
        gap: var(--s5);
        min-height: 100%;
        padding: var(--s6) var(--s4);
      }
      main {
        align-self: center;
        display: grid;
        gap: var(--s5);
        width: min(var(--wide, 26rem), 100%);
      }
      .head {
        display: grid;
        justify-items: center;
        gap: var(--s3);
        text-align: center;
      }
      h1 {
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** The sign of the house, a title, and a sentence below it. */
  head(title, words = '') {
    return html`<div class="head">
      ${mark(48)}
      <h1>${title}</h1>
      ${words ? html`<p class="soft">${words}</p>` : nothing}
    </div>`;
  }

  /** A form on a card. */
  form(fields, action, submit) {
    return html`<div class="card pad">
      <os-form wide .fields=${fields} .submit=${submit} .action=${action}></os-form>
    </div>`;
  }

  /** Puts the cursor into a field of the form, or its first one. */
  async enter(name) {
    await this.updateComplete;
    this.renderRoot.querySelector('os-form')?.enter(name);
  }

  /** What went wrong, or that something is on its way. */
  waiting(trouble, words) {
    return trouble
      ? html`<p class="note bad" role="alert">${trouble}</p>`
      : html`<p class="soft" role="status">${words}</p>`;
  }

  /** What stands in the middle; a page's own. */
  content() {
    return nothing;
  }

  render() {
    return html`<main>${this.content()}</main>
      <os-choices></os-choices>`;
  }
}
