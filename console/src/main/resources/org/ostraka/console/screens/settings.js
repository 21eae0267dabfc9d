// What an administrator decides for everybody on this hub.
import { html } from 'lit';
import { api } from '../core/api.js';
import { t } from '../core/language.js';
import { Screen } from '../core/screen.js';
import { say } from '../elements/toast.js';
import { bytes, gigabytes } from './quota.js';
import '../elements/form.js';

const HOUR = 60;
const NUMBERS = [
  { name: 'hours', least: 1, most: 720, of: ({ sessionMinutes }) => sessionMinutes / HOUR },
  { name: 'idleMinutes', least: 1, most: 1440, of: ({ idleMinutes }) => idleMinutes },
  { name: 'loginTries', least: 3, most: 100, of: ({ loginTries }) => loginTries },
  { name: 'gigabytes', least: 0, of: ({ userQuotaBytes }) => gigabytes(userQuotaBytes) },
  { name: 'longestLinkDays', least: 0, most: 3650, of: ({ longestLinkDays }) => longestLinkDays },
];

class Settings extends Screen {
  load() {
    return api.get('settings');
  }

  async #decide({ hours, gigabytes: quota, idleMinutes, loginTries, longestLinkDays, links }) {
    await api.put('settings', {
      sessionMinutes: Math.round(Number(hours) * HOUR),
      idleMinutes: Number(idleMinutes),
      loginTries: Number(loginTries),
      userQuotaBytes: bytes(quota),
      longestLinkDays: Number(longestLinkDays),
      links,
    });
    say(t('settings.done'));
    this.reload();
  }

  #fields() {
    const numbers = NUMBERS.map(({ name, least, most, of }) => ({
      name,
      label: t(`settings.${name}`),
      hint: t(`settings.hint-${name}`),
      type: 'number',
      min: least,
      max: most,
      value: String(of(this.data)),
    }));
    return [...numbers, { name: 'links', label: t('settings.links'), type: 'checkbox', value: this.data.links }];
  }

  content() {
    return html`${this.heading(t('settings.title'), t('settings.words'))}
      <section class="card pad narrow">
        <os-form
          .fields=${this.#fields()}
          .submit=${(values) => this.#decide(values)}
          .action=${t('settings.action')}
        ></os-form>
      </section>`;
  }
}

customElements.define('os-settings', Settings);
