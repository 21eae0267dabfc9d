// The first run: whether the hub waits for its first administrator, and the steps until it has one and a repository.
import { api } from './api.js';
import { person, resume } from './session.js';

let waiting = null;

/** What is known of a hub that is being set up, or null: {fingerprint}. */
export function setup() {
  return waiting;
}

/** Asks the hub whether it waits for its first administrator, which nobody is who is signed in. */
export async function lookForSetup(resumed) {
  const [{ needed, fingerprint }] = await Promise.all([api.get('setup'), resumed]);
  waiting = needed && person() === null ? { fingerprint } : null;
}

/** Takes the administrator's seat, and is signed in. */
export async function takeSeat(code, user, password) {
  await api.post('setup', { code, user, password });
  await resume();
}

/** The hub is set up. */
export function endSetup() {
  waiting = null;
}
