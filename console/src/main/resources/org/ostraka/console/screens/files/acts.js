// What can be done to files and folders, each after a question where one is needed.
import { html } from 'lit';
import { api, within } from '../../core/api.js';
import * as changes from '../../core/changes.js';
import { t } from '../../core/language.js';
import { ask } from '../../elements/dialog.js';
import { say } from '../../elements/toast.js';
import './tree.js';

const name = (value = '') => ({ name: 'name', label: t('files.name'), value });

/** Makes a folder in the folder of that id. */
export const makeFolder = (repository, parent) =>
  ask({
    title: t('files.new-folder'),
    fields: [name()],
    action: t('files.make'),
    submit: (values) => changes.makeFolder(repository, parent, values.name),
  });

export const rename = (repository, parent, node) =>
  ask({
    title: t('files.rename-title', { name: node.name }),
    fields: [name(node.name)],
    action: t('files.rename'),
    submit: (values) => changes.move(repository, node, parent, values.name),
  });

/** Moves nodes into another folder of the same repository. */
export function moveTo(repository, from, nodes) {
  let target = from;
  return ask({
    title: t('files.move-title', { n: nodes.length }),
    content: () =>
      html`<os-folder-tree
        .repository=${repository}
        .path=${target}
        @go=${(event) => {
          target = event.detail;
          event.target.path = target;
        }}
      ></os-folder-tree>`,
    fields: [],
    action: t('files.move'),
    submit: async () => {
      const { folder } = await api.get(within(repository, 'tree'), { path: '/' + target.join('/') });
      for (const node of nodes) {
        await changes.move(repository, node, folder, node.name);
      }
      say(t('files.moved', { n: nodes.length }));
    },
  });
}

export const remove = (repository, nodes, position) =>
  ask({
    title:
      nodes.length === 1
        ? t('files.remove-one', { name: nodes[0].name })
        : t('files.remove-title', { n: nodes.length }),
    text: t('files.remove-words'),
    fields: [],
    action: t('files.remove'),
    danger: true,
    submit: async () => {
      await changes.remove(repository, nodes, position);
      say(t('files.removed', { n: nodes.length }));
    },
  });

/** Shows the folder as it was at a time that the person names; `choose` gets it in milliseconds. */
export const askTime = (choose) =>
  ask({
    title: t('files.as-of-title'),
    text: t('files.as-of-words'),
    fields: [{ name: 'time', label: t('files.time'), type: 'datetime-local' }],
    action: t('files.show'),
    submit: ({ time }) => choose(new Date(time).getTime()),
  });
