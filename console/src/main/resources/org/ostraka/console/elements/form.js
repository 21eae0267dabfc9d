// A form made of fields as data; it says what was refused beside the button that asked for it.
import { html, css, nothing } from 'lit';
import { OsElement } from '../core/element.js';
import { t } from '../core/language.js';
import { sheet } from './sheet.js';

/**
 * Fields: {name, label, type, value, hint, options, optional, must, pattern, autocomplete, min, max}; type is a type of
 * input, or select or radio (with options [value, label]), or textarea; a checkbox that `must` be ticked keeps the form
 * from being sent until it is. `submit` gets an object of values and may throw.
 */
class Form extends OsElement {
  static properties = {
    fields: { attribute: false },
    submit: { attribute: false },
    action: {},
    danger: { type: Boolean },
    cancel: { attribute: false },
    trouble: { state: true },
    busy: { state: true },
  };

  static styles = [
    sheet,
    css`
      form {
        display: grid;
        gap: var(--s4);
      }
      .field {
        display: grid;
        gap: 0.375rem;
      }
      label {
        font-size: 0.875rem;
        font-weight: 560;
      }
      .check {
        display: flex;
        align-items: center;
        gap: var(--s2);
      }
      .check label {
        font-weight: 450;
      }
      [role='alert']:empty {
        margin-top: calc(-1 * var(--s4));
      }
      [role='alert'] {
        max-height: 16rem;
        overflow: auto;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      fieldset {
        display: grid;
        gap: var(--s2);
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0 0 0.375rem;
        font-size: 0.875rem;
        font-weight: 560;
      }
      .radio {
        display: flex;
        align-items: center;
        gap: var(--s3);
        min-height: 2.75rem;
        padding: var(--s2) var(--s4);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        font-size: var(--text);
        font-weight: 450;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .radio:has(:checked) {
        border-color: var(--accent);
        background: var(--accent-wash);
        font-weight: 560;
      }
      .radio input {
        flex: none;
        width: 1.125rem;
        height: 1.125rem;
        margin: 0;
        accent-color: var(--accent);
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        gap: var(--s2);
        margin-top: var(--s2);
      }
      :host([wide]) .actions button {
        width: 100%;
        min-height: 2.625rem;
      }
    `,
  ];

  constructor() {
    super();
    this.fields = [];
  }

  /** Puts the cursor into a field, or the first one. */
  async enter(name) {
    await this.updateComplete;
    this.renderRoot.querySelector(name ? `[name=${name}]` : 'input, select, textarea')?.focus();
  }

  async #send(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.trouble = '';
    try {
      await this.submit(this.#values(event.target));
    } catch (failure) {
      this.trouble = failure.message;
    } finally {
      this.busy = false;
    }
  }

  #values(form) {
    const values = {};
    for (const { name, type } of this.fields) {
      const input = form.elements[name];
      values[name] = type === 'checkbox' ? input.checked : type === 'file' ? input.files : input.value;
    }
    return values;
  }

  #field(field) {
    const hint = field.hint === undefined ? nothing : `${field.name}-hint`;
    if (field.type === 'checkbox') {
      return html`<div class="check">
        <input
          type="checkbox"
          id=${field.name}
          name=${field.name}
          ?checked=${field.value}
          ?required=${field.must}
          aria-describedby=${hint}
        />
        <label for=${field.name}>${field.label}</label>
        ${this.#hint(field)}
      </div>`;
    }
    if (field.type === 'radio') {
      return this.#radios(field);
    }
    return html`<div class="field">
      <label for=${field.name}>${field.label}</label>
      ${this.#input(field, hint)} ${this.#hint(field)}
    </div>`;
  }

  /** None is chosen before the person has. */
  #radios(field) {
    return html`<fieldset>
      <legend>${field.label}</legend>
      ${field.options.map(
        ([value, label]) =>
          html`<label class="radio">
            <input type="radio" name=${field.name} .value=${value} required /><span>${label}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  #hint(field) {
    return field.hint === undefined
      ? nothing
      : html`<span class="soft small" id="${field.name}-hint">${field.hint}</span>`;
  }

  #input(field, hint) {
    if (field.type === 'select') {
      return html`<select id=${field.name} name=${field.name} aria-describedby=${hint}>
        ${field.options.map(
          ([value, label]) => html`<option value=${value} ?selected=${value === field.value}>${label}</option>`,
        )}
      </select>`;
    }
    if (field.type === 'textarea') {
      return html`<textarea
        id=${field.name}
        name=${field.name}
        ?required=${!field.optional}
        aria-describedby=${hint}
        .value=${field.value ?? ''}
      ></textarea>`;
    }
    return html`<input
      id=${field.name}
      name=${field.name}
      type=${field.type ?? 'text'}
      .value=${field.type === 'file' ? '' : (field.value ?? '')}
      ?required=${!field.optional}
      pattern=${field.pattern ?? nothing}
      min=${field.min ?? nothing}
      max=${field.max ?? nothing}
      step=${field.type === 'number' ? 'any' : nothing}
      autocomplete=${field.autocomplete ?? 'off'}
      autocapitalize="none"
      spellcheck="false"
      aria-describedby=${hint}
    />`;
  }

  render() {
    return html`<form @submit=${this.#send}>
      ${this.fields.map((field) => this.#field(field))}
      <div role="alert" class=${this.trouble ? 'note bad' : ''}>${this.trouble}</div>
      <div class="actions">
        ${this.cancel ? html`<button type="button" @click=${this.cancel}>${t('cancel')}</button>` : nothing}
        <button class="primary ${this.danger ? 'danger' : ''}" ?disabled=${this.busy}>${this.action}</button>
      </div>
    </form>`;
  }
}

customElements.define('os-form', Form);
