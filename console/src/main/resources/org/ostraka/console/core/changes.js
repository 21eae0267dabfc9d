// What a person does to files: changes of the journal, as a desk asks for them.
import { api, Refusal, within } from './api.js';
import { t } from './language.js';

/** The folder that holds everything. */
export const ROOT = '0'.repeat(32);

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const random = (count) => hex(crypto.getRandomValues(new Uint8Array(count)));

/** A new node's id: 48 bits of milliseconds, so that those made together lie together, then random. */
export function freshNode() {
  return Date.now().toString(16).padStart(12, '0') + random(10);
}

/** Asks for changes; throws what was refused first. */
export async function propose(repository, changes) {
  const { verdicts } = await api.post(within(repository, 'changes'), {
    changes: changes.map((change) => ({ id: random(16), ...change })),
  });
  const refused = verdicts.find((verdict) => verdict.refused !== undefined);
  if (refused !== undefined) {
    throw new Refusal(409, { error: refused.refused, message: t('changes.refused', { why: refused.refused }) });
  }
  return verdicts;
}

export const makeFolder = (repository, parent, name) =>
  propose(repository, [{ kind: 'create', node: freshNode(), parent, name, entry: { kind: 'folder' } }]);

export const move = (repository, node, parent, name) =>
  propose(repository, [{ kind: 'move', node: node.id, parent, name, against: node.version }]);

/** Removes nodes, as they were seen when the repository stood at the position. */
export const remove = (repository, nodes, position) =>
  propose(
    repository,
    nodes.map((node) => ({ kind: 'remove', node: node.id, against: position })),
  );
