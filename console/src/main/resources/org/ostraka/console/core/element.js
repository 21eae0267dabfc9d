// What every element of the console has in common: it is drawn again when the language changes, and what it listens to
// ends with it.
import { LitElement } from 'lit';
import { onLanguage } from './language.js';

export class OsElement extends LitElement {
  #ends = [];

  connectedCallback() {
    super.connectedCallback();
    this.during(onLanguage(() => this.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.splice(0).forEach((end) => end());
  }

  /** Calls this when the element goes away. */
  during(end) {
    this.#ends.push(end);
  }

  /**
   * Calls the action every so often while the element is there and the page is in sight: a page that nobody looks at must
   * not keep a session alive.
   */
  every(millis, action) {
    const timer = setInterval(() => document.hidden || action(), millis);
    this.during(() => clearInterval(timer));
  }

  /** Tells those around it. */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
