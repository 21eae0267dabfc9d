// Who is signed in.
import { api, onSignedOut, setCsrf } from './api.js';

let me = null;
const told = new Set();

onSignedOut(() => take(null));

function take(person) {
  me = person;
  setCsrf(person?.csrf ?? '');
  told.forEach((listener) => listener());
}

/** The person signed in, or null: {user, admin}. */
export function person() {
  return me;
}

/** Calls the listener whenever somebody signs in or out. */
export function onSession(listener) {
  told.add(listener);
}

/** Goes on with the session that the browser still has a cookie of, if any. */
export async function resume() {
  try {
    take(await api.get('me'));
  } catch (refusal) {
    if (refusal.status !== 401) {
      throw refusal;
    }
  }
}

/**
 * Signs in: {user, password}, with a code for those who have switched the second factor on, and a new password in place
 * of one that serves once.
 */
export async function signIn(form) {
  await api.post('sessions', { ...form, cookie: true });
  await resume();
}

export async function signOut() {
  try {
    await api.remove('sessions');
  } finally {
    take(null);
  }
}
