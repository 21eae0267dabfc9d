// What this server offers beside files: a hub alone has no elections and no swarm.
import { api } from './api.js';

const ASKED = { elections: 'elections', swarm: 'swarm/files' };
let offered = new Set();

/** Asks the server; to be done once after signing in. */
export async function learn() {
  const answers = await Promise.all(
    Object.entries(ASKED).map(async ([name, path]) => {
      try {
        await api.get(path);
        return name;
      } catch (refusal) {
        return refusal.status === 404 ? null : name;
      }
    }),
  );
  offered = new Set(answers.filter((name) => name !== null));
}

/** Whether the server offers this; what needs no offer is always there. */
export function offers(name) {
  return name === undefined || offered.has(name);
}
