// What happened lately in the repositories, newest first, as far as the person may know.
import { api, within } from './api.js';
import { ROOT } from './changes.js';

/** The newest lines of some repositories, merged by time: {repository, seq, time, user, desk, kind, node, path}. */
export async function latest(repositories, limit) {
  const logs = await Promise.all(repositories.map((repository) => of(repository, limit)));
  return logs
    .flat()
    .sort((one, other) => other.time - one.time || other.seq - one.seq)
    .slice(0, limit);
}

async function of(repository, limit) {
  try {
    const { lines } = await api.get(within(repository, 'files', ROOT, 'log'), { limit });
    return lines.map((line) => ({ ...line, repository }));
  } catch (refusal) {
    // An administrator lists repositories whose files are not for administrators.
    if (refusal.status === 404) {
      return [];
    }
    throw refusal;
  }
}

/** The names in a path, such as those of the folder that a file stands in. */
export const folderOf = (path) => path.split('/').filter(Boolean).slice(0, -1);

/** The last name in a path. */
export const nameOf = (path) => path.split('/').filter(Boolean).at(-1) ?? '/';
