// Links by which people without an account get a file or a folder: made, listed, and ended.
import { html, nothing } from 'lit';
import { api, within } from '../../core/api.js';
import { moment } from '../../core/format.js';
import { t } from '../../core/language.js';
import { to } from '../../core/router.js';
import { ask } from '../../elements/dialog.js';
import { attempt, say } from '../../elements/toast.js';
import { showLink } from '../../elements/link.js';
import '../../elements/table.js';

const limits = ({ expires, downloads, used, hasPassword }) =>
  [
    expires ? t('links.until', { time: moment(expires) }) : t('links.for-ever'),
    downloads ? t('links.used-of', { used, downloads }) : t('links.used', { n: used }),
    hasPassword ? t('links.with-password') : '',
  ]
    .filter((words) => words !== '')
    .join(', ');

async function make(repository, node, { password, expires, downloads }) {
  const wanted = { node: node.id };
  if (password !== '') {
    wanted.password = password;
  }
  if (expires !== '') {
    wanted.expires = new Date(expires).getTime();
  }
  if (downloads !== '') {
    wanted.downloads = Number(downloads);
  }
  const { token } = await api.post(within(repository, 'links'), wanted);
  return `${location.origin}/${to('shared', token)}`;
}

function list(repository, links, close) {
  const end = async ({ id }) => {
    if (await attempt(() => api.remove(within(repository, 'links', String(id))))) {
      say(t('links.ended'));
      close();
    }
  };
  return html`<os-table
    .label=${t('links.present')}
    .rows=${links}
    .keyOf=${({ id }) => id}
    .columns=${[
      { key: 'limits', title: t('links.present'), cell: (link) => html`<span title=${limits(link)}>${limits(link)}</span>` },
      {
        key: 'end',
        title: '',
        width: '6rem',
        end: true,
        cell: (link) => html`<button class="danger" @click=${() => end(link)}>${t('links.end')}</button>`,
      },
    ]}
  ></os-table>`;
}

/** Asks for a link to a file or folder, and shows those that it has. */
export async function share(repository, node) {
  const { links } = await api.get(within(repository, 'links'));
  const present = links.filter((link) => link.node === node.id);
  let made;
  await ask({
    title: t('links.title', { name: node.name }),
    text: t('links.words'),
    content: (close) => (present.length === 0 ? nothing : list(repository, present, close)),
    fields: [
      { name: 'password', label: t('links.password'), type: 'password', optional: true, autocomplete: 'new-password' },
      { name: 'expires', label: t('links.expires'), type: 'datetime-local', optional: true },
      { name: 'downloads', label: t('links.downloads'), type: 'number', min: 1, optional: true },
    ],
    action: t('links.make'),
    submit: async (values) => {
      made = await make(repository, node, values);
    },
  });
  if (made !== undefined) {
    showLink(made, t('links.made'), t('links.once'));
  }
}
