// One election: opened, watched, closed and counted.
import { html, css, nothing } from 'lit';
import { api, address } from '../core/api.js';
import { clock, number, percent } from '../core/format.js';
import { t } from '../core/language.js';
import { to } from '../core/router.js';
import { Screen } from '../core/screen.js';
import { person } from '../core/session.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { copyText } from '../elements/copy.js';
import { attempt, say } from '../elements/toast.js';
import { electionPath, phase } from './elections.js';
import '../elements/chart.js';
import '../elements/table.js';

const FIELDS = 3;

class Election extends Screen {
  static properties = { ...Screen.properties, field: { state: true } };

  static styles = [
    ...Screen.styles,
    css`
      section {
        display: grid;
        gap: var(--s4);
      }
      select {
        width: auto;
      }
    `,
  ];

  constructor() {
    super();
    this.field = 1;
  }

  get #name() {
    return this.place[0];
  }

  connectedCallback() {
    super.connectedCallback();
    this.often(() => this.reload());
  }

  async load() {
    const [standing, { points }] = await Promise.all([
      api.get(electionPath(this.#name)),
      api.get(electionPath(this.#name, 'turnout')),
    ]);
    return { ...standing, points, count: await this.#count(standing.election) };
  }

  /** The count does not change any more once it is known. */
  async #count({ phase: now }) {
    const known = this.data?.count;
    if (now !== 'closed' || !person().admin || (known && known.field === this.field)) {
      return known;
    }
    const count = await api.get(electionPath(this.#name, 'count'), { field: this.field });
    return { ...count, field: this.field };
  }

  async #advance(act, question) {
    const done = await ask({
      ...question,
      fields: [],
      submit: () => api.post(electionPath(this.#name, act)),
    });
    if (done) {
      say(t(`election.${act}-done`));
      this.reload();
    }
  }

  #open() {
    this.#advance('open', {
      title: t('election.open-title', { name: this.#name }),
      text: t('election.open-words'),
      action: t('election.open'),
    });
  }

  #close() {
    this.#advance('close', {
      title: t('election.close-title', { name: this.#name }),
      text: t('election.close-words'),
      action: t('election.close'),
      danger: true,
    });
  }

  #acts() {
    const now = this.data.election.phase;
    const ballot = `${location.origin}/${to('vote', this.#name)}`;
    return html`<div class="row">
      ${now === 'closed'
        ? nothing
        : html`<button @click=${() => attempt(() => copyText(ballot))}>${icon('copy')}${t('election.copy')}</button>
            <a class="button" href=${to('vote', this.#name)} target="_blank" rel="noopener">${t('election.page')}</a>`}
      ${person().admin && now === 'registered'
        ? html`<button class="primary" @click=${this.#open}>${icon('play')}${t('election.open')}</button>`
        : nothing}
      ${person().admin && now === 'open'
        ? html`<button class="primary danger" @click=${this.#close}>${icon('check')}${t('election.close')}</button>`
        : nothing}
      ${person().admin && now === 'closed'
        ? html`<a class="button" href=${address(electionPath(this.#name, 'record'))} download="${this.#name}.zip">
            ${icon('download')}${t('election.record')}
          </a>`
        : nothing}
    </div>`;
  }

  #figures() {
    const { election, valid, waiting, servers } = this.data;
    const duplicates = Math.max(0, ...servers.map((server) => server.invalid ?? 0));
    const figures = [
      [t('election.voters'), number(election.voters)],
      [t('election.valid'), number(valid)],
      [t('election.turnout'), percent(election.voters === 0 ? 0 : valid / election.voters)],
      [t('election.waiting'), number(waiting)],
      [t('election.refused'), number(duplicates)],
    ];
    return this.figures(figures);
  }

  #curve() {
    const { points } = this.data;
    return html`<section class="card pad">
      <h2>${t('election.turnout')}</h2>
      <os-curve
        .label=${t('election.turnout-label')}
        .lines=${[{ title: t('election.valid'), values: points.map(({ valid }) => valid) }]}
        .points=${points.map(({ time }) => time)}
        .say=${number}
        .sayPoint=${clock}
        .most=${10}
      ></os-curve>
    </section>`;
  }

  #servers() {
    const state = (server) => {
      if (!server.reachable) {
        return html`<span class="chip bad">${t('server.unreachable')}</span>`;
      }
      return server.acceptsBallots
        ? html`<span class="chip good">${t('server.accepts')}</span>`
        : html`<span class="chip">${t('server.rests')}</span>`;
    };
    const count = (key, title) => ({
      key,
      title,
      width: '7rem',
      end: true,
      minor: key === 'lag',
      cell: (server) => (server.reachable ? number(server[key] ?? 0) : nothing),
    });
    return html`<section>
      <h2>${t('election.servers')}</h2>
      <div class="card clip">
        <os-table
          .label=${t('election.servers')}
          .rows=${this.data.servers}
          .keyOf=${({ server }) => server}
          .columns=${[
            { key: 'server', title: t('server.name'), cell: ({ server }) => html`<strong>${server}</strong>` },
            { key: 'role', title: t('server.role'), minor: true, cell: ({ role }) => role ?? nothing },
            { key: 'state', title: t('server.state'), width: '10rem', cell: state },
            count('pending', t('server.pending')),
            count('invalid', t('server.invalid')),
            count('lag', t('server.lag')),
          ]}
        ></os-table>
      </div>
    </section>`;
  }

  #chooseField(event) {
    this.field = Number(event.target.value);
    this.reload();
  }

  #counted() {
    const { count } = this.data;
    if (!count) {
      return nothing;
    }
    const bars = count.groups.map((group) => ({
      title: group.value === '' ? t('count.blank') : group.value,
      value: group.count,
      note: percent(count.ballots === 0 ? 0 : group.count / count.ballots),
    }));
    const fields = Array.from({ length: FIELDS }, (_, at) => at + 1);
    return html`<section class="card pad">
      <div class="row">
        <h2>${t('count.title')}</h2>
        <select class="push" aria-label=${t('count.field')} @change=${this.#chooseField}>
          ${fields.map((n) => html`<option value=${n} ?selected=${n === this.field}>${t('count.by', { n })}</option>`)}
        </select>
      </div>
      <p class="soft">${t('count.words', { ballots: count.ballots, attendance: count.attendance })}</p>
      ${count.ballots === count.attendance
        ? nothing
        : html`<p class="note bad" role="alert">${t('count.differ')}</p>`}
      <os-bars
        .label=${t('count.title')}
        .heads=${[t('count.value'), t('count.ballots')]}
        .bars=${bars}
        .say=${number}
      ></os-bars>
      ${count.ungrouped > 0 ? html`<p class="soft">${t('count.further', { n: count.ungrouped })}</p>` : nothing}
      <p class="soft small">${t('count.digest')} <code>${count.digest}</code></p>
    </section>`;
  }

  content() {
    const { election } = this.data;
    const title = html`${this.#name} ${phase(election.phase)}`;
    return html`${this.heading(title, election.question, this.#acts())} ${this.#figures()} ${this.#counted()}
    ${this.#curve()} ${this.#servers()}`;
  }
}

customElements.define('os-election', Election);
