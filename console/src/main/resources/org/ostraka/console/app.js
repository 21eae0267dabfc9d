// The console: signs a person in, then shows the screen that the address names.
import { html, css } from 'lit';
import { OsElement } from './core/element.js';
import { t } from './core/language.js';
import { onPlace, place } from './core/router.js';
import { onSession, person, resume } from './core/session.js';
import { lookForSetup } from './core/setup.js';
import { applyTheme } from './core/theme.js';
import * as live from './core/live.js';
import { learn } from './core/offers.js';
import { loadScreens, screenOf } from './screens/all.js';
import { attempt } from './elements/toast.js';
import { sheet } from './elements/sheet.js';
import './elements/shell.js';

applyTheme();

class App extends OsElement {
  static properties = { ready: { state: true }, trouble: { state: true } };

  static styles = [
    sheet,
    css`
      :host {
        display: block;
        height: 100%;
      }
      .wait {
        display: grid;
        place-content: center;
        height: 100%;
        padding: var(--s5);
      }
    `,
  ];

  constructor() {
    super();
    this.here = new Set();
    onSession(() => (this.settling = this.#settle()));
    onPlace(() => this.requestUpdate());
    this.addEventListener('setup-done', () => this.requestUpdate());
    this.#begin();
  }

  async #begin() {
    try {
      await lookForSetup(resume());
      await this.settling;
    } catch (failure) {
      this.trouble = failure.message;
    }
    this.ready = true;
  }

  /** What this server offers is known before a screen is drawn. */
  async #settle() {
    if (person() === null) {
      live.stop();
    } else {
      attempt(live.listen);
      await learn();
      // Whoever signed out meanwhile goes nowhere.
      if (person() !== null) {
        loadScreens(person());
      }
    }
    this.requestUpdate();
  }

  /** Whether the screen's module has come; if not, it is fetched, and the page is drawn again when it has. */
  #isHere(screen) {
    if (!this.here.has(screen.name)) {
      attempt(async () => {
        await screen.load();
        this.here.add(screen.name);
        this.requestUpdate();
      });
    }
    return this.here.has(screen.name);
  }

  render() {
    if (!this.ready || this.trouble) {
      return html`<div class="wait" role="status">${this.trouble ?? t('loading')}</div>`;
    }
    const here = place();
    const screen = screenOf(here[0], person(), here.slice(1));
    const drawn = this.#isHere(screen) ? screen.draw(here.slice(1)) : html`<div class="wait" role="status"></div>`;
    document.title = `${t(screen.title)} · Ostraka`;
    return html`${screen.bare
        ? drawn
        : html`<os-shell .person=${person()} .screen=${screen.name}>${drawn}</os-shell>`}
      <os-toasts></os-toasts>`;
  }
}

customElements.define('os-app', App);
