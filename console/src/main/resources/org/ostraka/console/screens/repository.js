// One repository: how it stands, who may do what in it, and why.
import { html, css, nothing } from 'lit';
import { api, within } from '../core/api.js';
import { moment, number, size } from '../core/format.js';
import { t } from '../core/language.js';
import { onMoved } from '../core/live.js';
import { to } from '../core/router.js';
import { Screen } from '../core/screen.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { attempt, say } from '../elements/toast.js';
import { lag } from './repositories.js';
import { askQuota } from './quota.js';
import '../elements/form.js';
import '../elements/table.js';

const STEPS = ['journal', 'chunks', 'history'];
const RIGHTS = ['none', 'read', 'write', 'manage'];
const SIGNS = { none: 'bad', read: '', write: 'good', manage: 'accent' };

const right = (name) => html`<span class="chip ${SIGNS[name]}">${t(`right.${name}`)}</span>`;

class Repository extends Screen {
  static properties = { ...Screen.properties, answer: { state: true } };

  static styles = [
    ...Screen.styles,
    css`
      .two {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(17rem, 2fr);
        gap: var(--s5);
        align-items: start;
      }
      section {
        display: grid;
        gap: var(--s4);
      }
      h2.row {
        min-height: 2.25rem;
      }
      progress {
        width: 100%;
        accent-color: var(--accent);
      }
      .findings {
        margin: 0;
        padding-inline-start: var(--s5);
      }
      @media (max-width: 980px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  get #name() {
    return this.place[0];
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(onMoved(() => this.reload()));
    this.often(() => this.data?.checkup.state === 'running' && this.reload());
  }

  async load() {
    const [{ repositories }, status, { grants }, { users }, { groups }, checkup] = await Promise.all([
      api.get('repositories'),
      api.get('status'),
      api.get(within(this.#name, 'grants')),
      api.get('users'),
      api.get('groups'),
      api.get(within(this.#name, 'verify')),
    ]);
    const named = (list) => list.find(({ name }) => name === this.#name) ?? {};
    return {
      repository: { ...named(repositories), ...named(status.repositories) },
      grants,
      checkup,
      users: users.map(({ name }) => name),
      groups: Object.keys(groups),
    };
  }

  async #give() {
    const holders = [...this.data.groups.map((group) => `@${group}`), ...this.data.users];
    const done = await ask({
      title: t('rights.give'),
      text: t('rights.give-words'),
      fields: [
        { name: 'holder', label: t('rights.holder'), type: 'select', options: holders.map((name) => [name, name]) },
        { name: 'path', label: t('rights.folder'), value: '/' },
        {
          name: 'right',
          label: t('rights.right'),
          type: 'select',
          value: 'read',
          options: RIGHTS.map((name) => [name, t(`right.${name}`)]),
        },
      ],
      action: t('rights.give'),
      submit: (values) => api.put(within(this.#name, 'grants'), values),
    });
    if (done) {
      say(t('rights.given'));
      this.reload();
    }
  }

  async #take(grant) {
    const { holder, path } = grant;
    if (await attempt(() => api.remove(within(this.#name, 'grants'), { holder, path }))) {
      say(t('rights.taken'));
      this.reload();
    }
  }

  async #quota() {
    const set = (quotaBytes) => api.put(within(this.#name, 'quota'), { quotaBytes });
    if (await ask(askQuota(this.data.repository, set))) {
      say(t('quota.set'));
      this.reload();
    }
  }

  async #explain({ user, path }) {
    const answer = await api.get(within(this.#name, 'effective'), { user, path });
    this.answer = { ...answer, user, path };
  }

  #columns() {
    return [
      { key: 'holder', title: t('rights.holder'), sort: ({ holder }) => holder, cell: ({ holder }) => html`<strong>${holder}</strong>` },
      {
        key: 'path',
        title: t('rights.folder'),
        sort: ({ path }) => path,
        cell: ({ path }) => (path === '' ? html`<span class="soft">${t('rights.gone')}</span>` : html`<code>${path}</code>`),
      },
      { key: 'right', title: t('rights.right'), width: '9rem', narrow: '5rem', cell: (grant) => right(grant.right) },
      {
        key: 'acts',
        title: '',
        width: '3rem',
        end: true,
        cell: (grant) =>
          grant.path === ''
            ? nothing
            : html`<button
                class="quiet bare danger"
                aria-label=${t('rights.take', { holder: grant.holder, path: grant.path })}
                @click=${() => this.#take(grant)}
              >
                ${icon('remove')}
              </button>`,
      },
    ];
  }

  #standing() {
    const { repository } = this.data;
    return html`<dl class="facts">
      <dt>${t('repositories.files')}</dt>
      <dd>${number(repository.nodes)}</dd>
      <dt>${t('repositories.bytes')}</dt>
      <dd>${size(repository.storedBytes)}</dd>
      <dt>${t('quota')}</dt>
      <dd>${repository.quotaBytes === 0 ? t('quota.none') : size(repository.quotaBytes)}</dd>
      <dt>${t('repository.changes')}</dt>
      <dd>${number(repository.position)}</dd>
      <dt>${t('history')}</dt>
      <dd>${lag(repository)} <span class="soft">r${repository.historyRevision}</span></dd>
      ${repository.historyTrouble ? html`<dt>${t('history.trouble')}</dt><dd>${repository.historyTrouble}</dd>` : nothing}
      <dt>${t('repository.address')}</dt>
      <dd><code>${repository.svnUrl ?? repository.historyUrl}</code></dd>
      <dt>${t('repository.made')}</dt>
      <dd>${moment(repository.made)}</dd>
    </dl>`;
  }

  async #verify(act) {
    if (await attempt(() => act(within(this.#name, 'verify')))) {
      this.reload();
    }
  }

  #checkup() {
    const { state } = this.data.checkup;
    return html`<section class="card pad">
      <h2 class="row">
        ${t('verify.title')}
        ${state === 'running'
          ? html`<button class="push" @click=${() => this.#verify(api.remove)}>${t('verify.stop')}</button>`
          : html`<button class="push" @click=${() => this.#verify(api.post)}>${icon('check')}${t('verify.start')}</button>`}
      </h2>
      <p class="soft">${t(this.data.repository.svnUrl ? 'verify.words-attached' : 'verify.words')}</p>
      ${state === 'running' ? this.#progress() : this.#verdict()} ${this.#findings()}
    </section>`;
  }

  #progress() {
    const { step, done, total } = this.data.checkup;
    const parts = { n: STEPS.indexOf(step) + 1, of: STEPS.length, what: t(`verify.${step}`) };
    return html`<div class="stack" role="status">
      <p>${t('verify.running', parts)}</p>
      <progress max=${Math.max(1, total)} value=${done} aria-label=${t('verify.title')}></progress>
      <p class="soft small numbers">${number(done)} / ${number(total)}</p>
    </div>`;
  }

  #verdict() {
    const { state, found, ended } = this.data.checkup;
    if (state === 'never') {
      return nothing;
    }
    const time = moment(ended);
    if (found > 0) {
      return html`<p class="note bad" role="status">${t('verify.found', { n: found, time })}</p>`;
    }
    return state === 'done'
      ? html`<p class="note good" role="status">${t('verify.sound', { time })}</p>`
      : html`<p class="note" role="status">${t('verify.stopped', { time })}</p>`;
  }

  /** What is wrong, and under each kind what to do. */
  #findings() {
    const { findings } = this.data.checkup;
    const kinds = [...new Set(findings.map(({ kind }) => kind))];
    return kinds.map(
      (kind) =>
        html`<div class="stack">
          <h3>${t(`verify.is-${kind}`)}</h3>
          <p>${t(`verify.do-${kind}`)}</p>
          <ul class="findings small">
            ${findings.filter((it) => it.kind === kind).map(({ detail }) => html`<li><code>${detail}</code></li>`)}
          </ul>
        </div>`,
    );
  }

  #explanation() {
    const { users } = this.data;
    return html`<section class="card pad">
      <h2>${t('effective.title')}</h2>
      <p class="soft">${t('effective.words')}</p>
      <os-form
        .fields=${[
          { name: 'user', label: t('users.user'), type: 'select', options: users.map((name) => [name, name]) },
          { name: 'path', label: t('effective.path'), value: '/' },
        ]}
        .submit=${(values) => this.#explain(values)}
        .action=${t('effective.ask')}
      ></os-form>
      ${this.answer ? this.#because(this.answer) : nothing}
    </section>`;
  }

  #because({ user, path, right: found, holder, folder }) {
    const why = holder ? t('effective.because', { holder, folder }) : t('effective.nothing');
    return html`<p class="note" role="status">
      <span class="row"><strong>${user}</strong> <code>${path}</code> ${right(found)}</span>
      ${why}
    </p>`;
  }

  content() {
    const open = html`<div class="row">
      <a class="button" href=${to('files', this.#name)}>${icon('folder')}${t('files.title')}</a>
      <button @click=${this.#quota}>${icon('limit')}${t('quota.change')}</button>
    </div>`;
    return html`${this.heading(this.#name, t('repository.words'), open)}
      <div class="two">
        <section>
          <h2 class="row">
            ${t('rights.title')}
            <button class="primary push" @click=${this.#give}>${icon('add')}${t('rights.give')}</button>
          </h2>
          <div class="card clip">
            <os-table
              .label=${t('rights.title')}
              .empty=${t('rights.none')}
              .columns=${this.#columns()}
              .rows=${this.data.grants}
              .keyOf=${({ holder, folder }) => `${holder} ${folder}`}
            ></os-table>
          </div>
        </section>
        <section>
          <h2 class="row">${t('repository.standing')}</h2>
          <div class="card pad">${this.#standing()}</div>
          ${this.#checkup()} ${this.#explanation()}
        </section>
      </div>`;
  }
}

customElements.define('os-repository', Repository);
