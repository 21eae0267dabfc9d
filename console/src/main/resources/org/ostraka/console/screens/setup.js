// The first run: who has started the hub becomes its administrator, and makes its first repository.
import { html, css } from 'lit';
import { BarePage } from '../core/bare.js';
import { t } from '../core/language.js';
import { person } from '../core/session.js';
import { endSetup, lookForSetup, setup, takeSeat } from '../core/setup.js';
import { chosen, newPassword } from '../elements/new-password.js';
import { makeRepository, nameField, svnFields } from './repositories.js';

const KINDS = ['own', 'attached'];

/** Lines end between two bytes, and nothing is added to what is copied. */
const inPairs = (fingerprint) =>
  fingerprint.split(':').map((pair, at) => (at === 0 ? pair : html`:<wbr />${pair}`));

class Setup extends BarePage {
  static properties = { kind: { state: true } };

  static styles = [
    ...BarePage.styles,
    css`
      :host {
        --wide: 34rem;
      }
      section {
        display: grid;
        gap: var(--s4);
      }
      .print {
        display: block;
        padding: var(--s3) var(--s4);
        border-radius: var(--radius);
        background: var(--sunk);
        overflow-wrap: normal;
      }
      .kinds button {
        flex: 1;
        min-height: 2.75rem;
        line-height: 1.3;
        white-space: normal;
      }
      .later {
        justify-self: center;
      }
    `,
  ];

  constructor() {
    super();
    this.kind = 'own';
  }

  firstUpdated() {
    this.enter();
  }

  async #take(values) {
    const password = chosen(values);
    try {
      await takeSeat(values.code.trim(), values.user, password);
    } catch (failure) {
      if (failure.error === 'setup-over') {
        await lookForSetup();
        this.tell('setup-done');
      }
      throw failure;
    }
    this.requestUpdate();
    this.enter();
  }

  #seat() {
    const fields = [
      { name: 'same', label: t('setup.same'), type: 'checkbox', must: true },
      { name: 'code', label: t('setup.code'), autocomplete: 'one-time-code', hint: t('setup.code-hint') },
      { name: 'user', label: t('setup.user'), value: 'admin', autocomplete: 'username', hint: t('name.rule') },
      ...newPassword(),
    ];
    return html`${this.head(t('setup.title'), t('setup.words'))}
      <section class="card pad">
        <h2>${t('setup.fingerprint')}</h2>
        <p class="soft">${t('setup.fingerprint-words')}</p>
        <code class="print">${inPairs(setup()?.fingerprint ?? '')}</code>
        <os-form
          wide
          .fields=${fields}
          .submit=${(values) => this.#take(values)}
          .action=${t('setup.take')}
        ></os-form>
      </section>`;
  }

  #end() {
    endSetup();
    this.tell('setup-done');
  }

  async #repository(values) {
    await makeRepository({ ...values, own: true });
    this.#end();
  }

  #first() {
    const fields = this.kind === 'own' ? [nameField()] : [nameField(), ...svnFields(true)];
    return html`${this.head(t('first.title'), t('setup.second'))}
      <section class="card pad">
        <h2>${t('first.repository')}</h2>
        <p class="soft">${t('first.repository-words')}</p>
        <div class="row kinds" role="group" aria-label=${t('first.repository')}>
          ${KINDS.map(
            (kind) =>
              html`<button aria-pressed=${kind === this.kind} @click=${() => (this.kind = kind)}>
                ${t(`setup.${kind}`)}
              </button>`,
          )}
        </div>
        <os-form
          wide
          .fields=${fields}
          .submit=${(values) => this.#repository(values)}
          .action=${t('setup.make')}
        ></os-form>
      </section>
      <button class="quiet later" @click=${() => this.#end()}>${t('setup.later')}</button>`;
  }

  content() {
    return person() === null ? this.#seat() : this.#first();
  }
}

customElements.define('os-setup', Setup);
