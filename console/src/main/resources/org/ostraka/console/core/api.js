// The one way to the server: the documented JSON interface, by the session's cookie.
import { hasWords, t } from './language.js';

const ROOT = '/api/v1/';
let csrf = '';
let signedOut = () => {};

/** What the server refused or could not do; its message is for people, in the language of the page where it has words. */
export class Refusal extends Error {
  constructor(status, fault) {
    const key = `refusal.${fault.error}`;
    super(hasWords(key) ? t(key, { message: fault.message }) : fault.message);
    this.status = status;
    this.error = fault.error;
  }
}

/** The proof that a change was asked for by this page and no other. */
export function setCsrf(token) {
  csrf = token;
}

/** Says what to do when the session has ended. */
export function onSignedOut(action) {
  signedOut = action;
}

/** The address of a route; parameters without a value are left out. */
export function address(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given).toString();
  return ROOT + path + (search === '' ? '' : '?' + search);
}

/** The path of a repository, and of what is in it. */
export function within(repository, ...parts) {
  return ['repositories', repository, ...parts].map(encodeURIComponent).join('/');
}

async function call(method, path, { query, body, raw, signal } = {}) {
  const headers = method === 'GET' ? {} : { 'X-CSRF': csrf };
  if (body !== undefined) {
    headers['Content-Type'] = raw ? 'application/octet-stream' : 'application/json';
  }
  let answer;
  try {
    answer = await fetch(address(path, query), {
      method,
      headers,
      signal,
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Refusal(0, { error: 'unreachable', message: String(failure) });
  }
  if (!answer.ok) {
    await refuse(answer, path);
  }
  return answer;
}

async function refuse(answer, path) {
  const fault = await answer.json().catch(() => ({ error: 'unreadable', message: answer.statusText }));
  const signingIn = path === 'sessions';
  if (answer.status === 401 && !signingIn) {
    signedOut();
  }
  throw new Refusal(answer.status, fault);
}

const json = (answer) => answer.json();

export const api = {
  get: (path, query, signal) => call('GET', path, { query, signal }).then(json),
  post: (path, body = undefined, query) => call('POST', path, { body, query }).then(json),
  put: (path, body = undefined, query) => call('PUT', path, { body, query }).then(json),
  remove: (path, query, body = undefined) => call('DELETE', path, { query, body }).then(json),
  /** Sends bytes. */
  send: (path, bytes, { method = 'POST', query, signal } = {}) =>
    call(method, path, { body: bytes, raw: true, query, signal }).then(json),
  /** The whole answer to a form, for what is no JSON. */
  take: (path, body) => call('POST', path, { body }),
  /** Why the server can do its work no longer; empty if it can. */
  health: async () => {
    const answer = await fetch('/health');
    return answer.ok ? '' : (await answer.json()).message;
  },
  /** The whole answer, for what is no JSON. */
  fetch: (path, query, signal) => call('GET', path, { query, signal }),
};
