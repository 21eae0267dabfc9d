// The frame around every screen: navigation at the side, or behind a button on a phone.
import { html, css, nothing } from 'lit';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { to, onPlace } from '../core/router.js';
import { signOut } from '../core/session.js';
import { screensFor } from '../screens/all.js';
import { sheet } from './sheet.js';
import { icon } from './icon.js';
import { attempt } from './toast.js';
import { mark } from './mark.js';
import './choices.js';

class Shell extends OsElement {
  static properties = { person: { attribute: false }, screen: {}, open: { state: true } };

  static styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-columns: 15rem minmax(0, 1fr);
        height: 100%;
      }
      nav {
        display: flex;
        flex-direction: column;
        gap: 0.125rem;
        min-height: 0;
        overflow-y: auto;
        padding: var(--s4) var(--s3);
        border-inline-end: 1px solid var(--line);
        background: var(--ground);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: var(--s2);
        padding: var(--s2) var(--s2) var(--s4);
        color: var(--ink);
        font-size: 1.0625rem;
        font-weight: 680;
        letter-spacing: -0.02em;
        text-decoration: none;
      }
      .part {
        margin: var(--s4) 0 var(--s1);
        padding: 0 var(--s3);
        color: var(--soft);
        font-size: var(--tiny);
        font-weight: 600;
        letter-spacing: 0.02em;
      }
      a.entry {
        display: flex;
        align-items: center;
        gap: var(--s3);
        min-height: 2.25rem;
        padding: 0 var(--s3);
        border-radius: var(--radius);
        color: var(--soft);
        font-size: 0.9063rem;
        font-weight: 510;
        text-decoration: none;
      }
      a.entry:hover {
        background: var(--sunk);
        color: var(--ink);
      }
      a.entry[aria-current] {
        background: var(--accent-wash);
        color: var(--accent-strong);
        font-weight: 600;
      }
      .foot {
        display: grid;
        gap: var(--s2);
        margin-top: auto;
        padding-top: var(--s4);
      }
      .foot button {
        justify-content: flex-start;
        gap: var(--s3);
        color: var(--soft);
      }
      os-choices {
        padding: 0 var(--s3);
      }
      main {
        min-width: 0;
        min-height: 0;
        overflow-y: auto;
        background: var(--ground);
      }
      main:focus {
        outline: none;
      }
      header {
        display: none;
      }
      .skip {
        position: absolute;
        inset: -4rem auto auto var(--s2);
        z-index: 40;
      }
      .skip:focus {
        inset-block-start: var(--s2);
      }
      @media (max-width: 820px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: auto minmax(0, 1fr);
        }
        header {
          display: flex;
          align-items: center;
          gap: var(--s2);
          padding: var(--s2) var(--s3);
          border-bottom: 1px solid var(--line);
        }
        header .brand {
          padding: 0;
        }
        nav {
          display: none;
        }
        nav.open {
          display: flex;
          position: fixed;
          inset: 0 auto 0 0;
          z-index: 20;
          width: min(19rem, 88vw);
          background: var(--paper);
          box-shadow: var(--float);
        }
        .veil {
          position: fixed;
          inset: 0;
          z-index: 10;
          background: var(--veil);
        }
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.during(onPlace(() => (this.open = false)));
  }

  /** Whoever goes to another screen begins at its top, with a keyboard and a screen reader too. */
  updated(changed) {
    if (changed.get('screen') !== undefined) {
      const main = this.renderRoot.querySelector('main');
      main.scrollTop = 0;
      main.focus({ preventScroll: true });
    }
  }

  #entry(screen) {
    const here = screen.name === this.screen;
    return html`<a class="entry" href=${to(screen.name)} aria-current=${here ? 'page' : nothing}>
      ${icon(screen.icon)}<span>${screen.aside ? this.person.user : t(screen.title)}</span>
    </a>`;
  }

  #entries() {
    let part;
    return screensFor(this.person)
      .filter((screen) => !screen.aside)
      .map((screen) => {
        const head = screen.part === part ? nothing : html`<div class="part">${t(`part.${screen.part}`)}</div>`;
        part = screen.part;
        return html`${head}${this.#entry(screen)}`;
      });
  }

  #press(event) {
    if (event.key === 'Escape') {
      this.open = false;
    }
  }

  #brand() {
    return html`<a class="brand" href=${to('overview')}>${mark(26)}<span>Ostraka</span></a>`;
  }

  render() {
    const profile = screensFor(this.person).filter((screen) => screen.aside);
    return html`<a class="button skip" href="#main" @click=${this.#skip}>${t('skip')}</a>
      <header>
        <button
          class="quiet bare"
          aria-label=${t('menu')}
          aria-expanded=${Boolean(this.open)}
          @click=${() => (this.open = true)}
        >
          ${icon('menu', 22)}
        </button>
        ${this.#brand()}
      </header>
      ${this.open ? html`<div class="veil" @click=${() => (this.open = false)}></div>` : nothing}
      <nav class=${this.open ? 'open' : ''} aria-label=${t('navigation')} @keydown=${this.#press}>
        ${this.#brand()} ${this.#entries()}
        <div class="foot">
          <os-choices></os-choices>
          ${profile.map((screen) => this.#entry(screen))}
          <button class="quiet" @click=${() => attempt(signOut)}>${icon('leave')}${t('sign-out')}</button>
        </div>
      </nav>
      <main id="main" tabindex="-1"><slot></slot></main>`;
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.querySelector('main').focus();
  }
}

customElements.define('os-shell', Shell);
