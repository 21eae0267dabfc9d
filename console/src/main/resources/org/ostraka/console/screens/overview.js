// The first page: whether all is well, what goes on, and what waits for somebody.
import { html, css, nothing } from 'lit';
import { api } from '../core/api.js';
import { latest } from '../core/feed.js';
import { ago, clock, lasting, number, percent, size } from '../core/format.js';
import { t } from '../core/language.js';
import { onMoved } from '../core/live.js';
import { offers } from '../core/offers.js';
import { to } from '../core/router.js';
import { Screen } from '../core/screen.js';
import { person } from '../core/session.js';
import { deed, since, whereabouts } from '../elements/feed-line.js';
import { icon } from '../elements/icon.js';
import { say } from '../elements/toast.js';
import { conflictsOf } from './conflicts.js';
import { electionPath, phase } from './elections.js';
import { askRepository, lag } from './repositories.js';
import '../elements/chart.js';

/** What changes more slowly, or costs more to ask. */
const AROUND = 5_000;
const KEPT = 60;
const MOST_COUNTED = 5;
const LINES = 8;
const LITTLE_ROOM = 1024 ** 3;

/** Those that go on first, with their valid ballots. */
async function elections() {
  const { elections: all } = await api.get('elections');
  const going = ({ phase: now }) => now === 'open' || now === 'closing';
  const counted = all.filter(going).slice(0, MOST_COUNTED);
  const standings = await Promise.all(counted.map(({ name }) => api.get(electionPath(name))));
  const first = standings.map(({ election, valid }) => ({ ...election, valid }));
  return [...first, ...all.filter((election) => !counted.includes(election))];
}

async function swarm() {
  const [{ files }, { servers }] = await Promise.all([api.get('swarm/files'), api.get('swarm/servers')]);
  return { files: files.length, servers };
}

class Overview extends Screen {
  static properties = { ...Screen.properties, samples: { state: true }, around: { state: true } };

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
      .errors li {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      .errors .what {
        grid-column: 1 / -1;
        grid-row: 2;
        overflow-wrap: anywhere;
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
    this.around = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(onMoved(() => this.reload()));
    this.every(AROUND, () => this.#lookAround());
    this.#lookAround();
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

  /** What stands beside the hub, as far as it is here and answers. */
  async #lookAround() {
    const asked = {
      health: api.health(),
      elections: offers('elections') ? elections() : null,
      swarm: offers('swarm') ? swarm() : null,
      troubles: person().admin ? api.get('troubles') : null,
    };
    const answers = await Promise.allSettled(Object.values(asked));
    this.around = Object.fromEntries(Object.keys(asked).map((name, at) => [name, answers[at].value ?? null]));
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
    if (this.around.health) {
      troubles.push([this.around.health, null]);
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
    return this.figures(figures);
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

  #elections() {
    const { elections: all } = this.around;
    if (!all?.length) {
      return nothing;
    }
    return html`<section class="card pad">
      <h2>${t('elections.title')}</h2>
      <ul>
        ${all.slice(0, LINES).map(
          ({ name, phase: now, voters, valid }) =>
            html`<li class="repository">
              <a class="cut" href=${to('elections', name)}>${name}</a>
              <span class="soft numbers">
                ${valid === undefined
                  ? t('overview.voters', { n: voters })
                  : t('overview.turnout', { valid, voters, share: percent(voters === 0 ? 0 : valid / voters) })}
              </span>
              ${phase(now)}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #swarm() {
    const { swarm: seen } = this.around;
    if (!seen) {
      return nothing;
    }
    const living = seen.servers.filter(({ state }) => state === 'alive').length;
    const all = t('overview.map-servers', { living, all: seen.servers.length });
    return html`<section class="card pad">
      <h2>${t('swarm.title')}</h2>
      <ul>
        <li class="repository">
          <a href=${to('swarm')}>${t('swarm.servers')}</a><span></span>
          <span class="chip ${living === seen.servers.length ? 'good' : 'warn'}">${all}</span>
        </li>
        <li class="repository">
          <a href=${to('swarm')}>${t('overview.swarm-files')}</a><span></span>
          <span class="numbers">${number(seen.files)}</span>
        </li>
      </ul>
    </section>`;
  }

  #errors() {
    const lines = this.around.troubles?.troubles;
    if (!lines) {
      return nothing;
    }
    return html`<section class="card pad">
      <h2>${t('overview.errors')}</h2>
      ${lines.length === 0 ? html`<p class="soft">${t('overview.no-errors')}</p>` : nothing}
      <ul class="errors">
        ${lines.slice(0, LINES).map(
          ({ time, error, source, message, times }) =>
            html`<li>
              <span class="chip ${error ? 'bad' : 'warn'}">${source}${times > 1 ? ` × ${number(times)}` : ''}</span>
              <span class="what">${message}</span><span class="soft small">${ago(time)}</span>
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
        <div class="stack">${admin ? this.#traffic() : nothing} ${this.#repositories()} ${this.#errors()}</div>
        <div class="stack">${this.#elections()} ${this.#swarm()} ${this.#latest()}</div>
      </div>`;
  }
}

customElements.define('os-overview', Overview);
