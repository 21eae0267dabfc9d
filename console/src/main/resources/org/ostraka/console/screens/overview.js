// The first page: whether all is well, what goes on, and what waits for somebody.
import { html, css, nothing } from 'lit';
import { api } from '../core/api.js';
import { latest } from '../core/feed.js';
import { clock, lasting, number, size } from '../core/format.js';
import { t } from '../core/language.js';
import { onMoved } from '../core/live.js';
import { to } from '../core/router.js';
import { Screen } from '../core/screen.js';
import { person } from '../core/session.js';
import { deed, since, whereabouts } from '../elements/feed-line.js';
import { icon } from '../elements/icon.js';
import { say } from '../elements/toast.js';
import { conflictsOf } from './conflicts.js';
import { askRepository, lag } from './repositories.js';
import '../elements/chart.js';

const KEPT = 60;
const LINES = 8;
const LITTLE_ROOM = 1024 ** 3;

class Overview extends Screen {
  static properties = { ...Screen.properties, samples: { state: true } };

  static styles = [
    ...Screen.styles,
    css`
      .two {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: var(--s5);
        align-items: start;
      }
      section {
        display: grid;
        gap: var(--s4);
      }
      .state {
        display: flex;
        align-items: center;
        gap: var(--s3);
      }
      .figures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
        gap: var(--s4) var(--s5);
        margin: 0;
      }
      .figures dt {
        color: var(--soft);
        font-size: var(--small);
      }
      .figures dd {
        margin: 0;
        font-size: 1.375rem;
        font-weight: 600;
        letter-spacing: -0.02em;
        font-variant-numeric: tabular-nums;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 5.25rem minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s1) var(--s3);
        padding: var(--s2) 0;
        border-bottom: 1px solid var(--line);
        font-size: 0.875rem;
      }
      li .chip {
        justify-self: start;
      }
      li:last-child {
        border-bottom: 0;
      }
      li.repository {
        grid-template-columns: minmax(0, 1fr) auto auto;
      }
      .troubles li {
        display: flex;
      }
      @media (max-width: 980px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.samples = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(onMoved(() => this.reload()));
    if (person().admin) {
      this.often(() => this.#sample());
      this.#sample();
    }
  }

  async load() {
    const [{ repositories }, { desks }] = await Promise.all([api.get('repositories'), api.get('desks')]);
    const names = repositories.map(({ name }) => name);
    const [lines, conflicts] = await Promise.all([latest(names, LINES), conflictsOf(repositories)]);
    return { repositories, desks, lines, conflicts };
  }

  async #sample() {
    try {
      const status = await api.get('status');
      this.samples = [...this.samples, { ...status, time: Date.now() }].slice(-KEPT - 1);
    } catch {
      // The next sample, or the next thing that the person does, will tell what is wrong.
    }
  }

  get #status() {
    return this.samples.at(-1);
  }

  #rates() {
    return this.samples.slice(1).map((sample, at) => {
      const before = this.samples[at];
      const seconds = Math.max(0.001, (sample.time - before.time) / 1000);
      const rate = (name) => Math.max(0, (sample[name] - before[name]) / seconds);
      return { time: sample.time, in: rate('bytesIn'), out: rate('bytesOut'), changes: rate('changes') };
    });
  }

  #troubles() {
    const troubles = [];
    for (const { name, historyTrouble } of this.#status?.repositories ?? []) {
      if (historyTrouble) {
        troubles.push([t('overview.history-halted', { name, why: historyTrouble }), to('repositories', name)]);
      }
    }
    if (this.#status?.usableBytes < LITTLE_ROOM) {
      troubles.push([t('overview.disk', { size: size(this.#status.usableBytes) }), null]);
    }
    const copies = this.data.conflicts.length;
    if (copies > 0) {
      troubles.push([t('overview.conflicts', { n: copies }), to('conflicts')]);
    }
    return troubles;
  }

  #state() {
    const troubles = this.#troubles();
    if (troubles.length === 0) {
      return html`<p class="note good state">${icon('check')}${t('overview.well')}</p>`;
    }
    return html`<ul class="troubles note warn">
      ${troubles.map(
        ([words, link]) =>
          html`<li>${icon('warning')}${link ? html`<a href=${link}>${words}</a>` : html`<span>${words}</span>`}</li>`,
      )}
    </ul>`;
  }

  #figures() {
    const status = this.#status;
    const online = this.data.desks.filter((desk) => desk.online).length;
    const figures = [[t('overview.desks'), `${number(online)} / ${number(this.data.desks.length)}`]];
    if (status !== undefined) {
      figures.push(
        [t('overview.changes'), number(status.changes)],
        [t('overview.received'), size(status.bytesIn)],
        [t('overview.sent'), size(status.bytesOut)],
        [t('overview.room'), size(status.usableBytes)],
        [t('overview.uptime'), lasting(status.uptimeMillis)],
      );
    }
    return html`<dl class="figures card pad">
      ${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>`;
  }

  #traffic() {
    const rates = this.#rates();
    const perSecond = (bytes) => t('overview.per-second', { size: size(Math.round(bytes)) });
    return html`<section class="card pad">
      <h2>${t('overview.traffic')}</h2>
      <os-curve
        .label=${t('overview.traffic-label')}
        .lines=${[
          { title: t('overview.received'), values: rates.map((rate) => rate.in) },
          { title: t('overview.sent'), values: rates.map((rate) => rate.out) },
        ]}
        .points=${rates.map((rate) => rate.time)}
        .say=${perSecond}
        .sayPoint=${clock}
        .most=${1024}
      ></os-curve>
    </section>`;
  }

  #repositories() {
    const standings = new Map(this.#status?.repositories.map((standing) => [standing.name, standing]));
    return html`<section class="card pad">
      <h2>${t('repositories.title')}</h2>
      <ul>
        ${this.data.repositories.map(({ name }) => {
          const standing = standings.get(name);
          return html`<li class="repository">
            <a class="cut" href=${to('files', name)}>${name}</a>
            ${standing ? html`<span class="soft numbers">${size(standing.storedBytes)}</span>${lag(standing)}` : nothing}
          </li>`;
        })}
      </ul>
    </section>`;
  }

  #latest() {
    return html`<section class="card pad">
      <h2>${t('overview.latest')}</h2>
      ${this.data.lines.length === 0 ? html`<p class="soft">${t('activity.none')}</p>` : nothing}
      <ul>
        ${this.data.lines.map(
          (line) =>
            html`<li>
              ${deed(line)}<span class="cut">${whereabouts(line)}</span><span class="small">${since(line)}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  async #begin() {
    if (await askRepository()) {
      say(t('repositories.added'));
      this.reload();
    }
  }

  #first() {
    return html`${this.heading(t('first.title'), t('first.words'))}
      <section class="card pad">
        <h2>${t('first.repository')}</h2>
        <p class="soft">${t('first.repository-words')}</p>
        <div class="row">
          <button class="primary" @click=${this.#begin}>${icon('add')}${t('repositories.add')}</button>
        </div>
      </section>`;
  }

  content() {
    const { admin } = person();
    if (admin && this.data.repositories.length === 0) {
      return this.#first();
    }
    return html`${this.heading(t('overview.title'), '')} ${this.#state()} ${this.#figures()}
      <div class="two">
        <div class="stack">${admin ? this.#traffic() : nothing} ${this.#repositories()}</div>
        ${this.#latest()}
      </div>`;
  }
}

customElements.define('os-overview', Overview);
