// Elections: which there are, and a new one with its roll of voters.
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { number } from '../core/format.js';
import { t } from '../core/language.js';
import { go, to } from '../core/router.js';
import { Screen } from '../core/screen.js';
import { person } from '../core/session.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { say } from '../elements/toast.js';
import '../elements/table.js';

const SIGNS = { registered: '', open: 'good', closing: 'warn', closed: 'accent' };

/** The path of an election's routes. */
export const electionPath = (name, ...rest) => ['elections', name, ...rest].map(encodeURIComponent).join('/');

/** Where an election is in its life, as a chip. */
export const phase = (name) => html`<span class="chip ${SIGNS[name]}">${t(`phase.${name}`)}</span>`;

const lines = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

class Elections extends Screen {
  connectedCallback() {
    super.connectedCallback();
    this.every(5_000, () => this.reload());
  }

  async load() {
    return api.get('elections');
  }

  async #create({ name, question, choices, roll, sealed }) {
    await api.send(electionPath(name), roll[0], { query: { sealed } });
    if (question !== '' || choices !== '') {
      await api.put(electionPath(name, 'about'), { question, choices: lines(choices) });
    }
    go(to('elections', name));
  }

  async #add() {
    const done = await ask({
      title: t('elections.add'),
      fields: [
        { name: 'name', label: t('elections.name'), hint: t('name.rule') },
        { name: 'question', label: t('elections.question'), optional: true },
        { name: 'choices', label: t('elections.choices'), type: 'textarea', optional: true, hint: t('elections.choices-hint') },
        { name: 'roll', label: t('elections.roll'), type: 'file', hint: t('elections.roll-hint') },
        { name: 'sealed', label: t('elections.sealed'), type: 'checkbox', value: true },
      ],
      action: t('elections.add'),
      submit: (values) => this.#create(values),
    });
    if (done) {
      say(t('elections.added'));
    }
  }

  #columns() {
    return [
      {
        key: 'name',
        title: t('elections.name'),
        sort: ({ name }) => name,
        cell: ({ name }) => html`<a href=${to('elections', name)}><strong>${name}</strong></a>`,
      },
      {
        key: 'question',
        title: t('elections.question'),
        width: 'minmax(0, 2fr)',
        minor: true,
        cell: ({ question }) => html`<span class="soft" title=${question}>${question}</span>`,
      },
      { key: 'phase', title: t('elections.phase'), width: '8rem', sort: (it) => it.phase, cell: (it) => phase(it.phase) },
      {
        key: 'voters',
        title: t('elections.voters'),
        width: '8rem',
        end: true,
        sort: ({ voters }) => voters,
        cell: ({ voters }) => number(voters),
      },
    ];
  }

  content() {
    const add = person().admin
      ? html`<button class="primary" @click=${this.#add}>${icon('add')}${t('elections.add')}</button>`
      : nothing;
    return html`${this.heading(t('elections.title'), t('elections.words'), add)}
      <div class="card clip">
        <os-table
          openable
          .label=${t('elections.title')}
          .empty=${t('elections.none')}
          .columns=${this.#columns()}
          .rows=${this.data.elections}
          .keyOf=${({ name }) => name}
          @open=${(event) => go(to('elections', event.detail.name))}
        ></os-table>
      </div>`;
  }
}

customElements.define('os-elections', Elections);
