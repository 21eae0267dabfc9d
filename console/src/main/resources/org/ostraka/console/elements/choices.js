// Language and theme, each a small list to choose from.
import { html, css } from 'lit';
import { OsElement } from '../core/element.js';
import { LANGUAGES, chooseLanguage, language, t } from '../core/language.js';
import { THEMES, chooseTheme, theme } from '../core/theme.js';
import { sheet } from './sheet.js';

class Choices extends OsElement {
  static styles = [
    sheet,
    css`
      :host {
        display: flex;
        gap: var(--s2);
      }
      select {
        width: auto;
        min-height: 2rem;
        padding: 0 var(--s1);
        border-color: var(--line);
        background: transparent;
        color: var(--soft);
        font-size: var(--small);
      }
      select:hover {
        border-color: var(--edge);
      }
    `,
  ];

  #theme(event) {
    chooseTheme(event.target.value);
    this.requestUpdate();
  }

  render() {
    return html`<select
        name="language"
        aria-label=${t('choice.language')}
        .value=${language()}
        @change=${(event) => chooseLanguage(event.target.value)}
      >
        ${LANGUAGES.map(
          ([code, name]) => html`<option value=${code} lang=${code} ?selected=${code === language()}>${name}</option>`,
        )}
      </select>
      <select name="theme" aria-label=${t('choice.theme')} @change=${this.#theme}>
        ${THEMES.map(
          (name) => html`<option value=${name} ?selected=${name === theme()}>${t(`theme.${name}`)}</option>`,
        )}
      </select>`;
  }
}

customElements.define('os-choices', Choices);
