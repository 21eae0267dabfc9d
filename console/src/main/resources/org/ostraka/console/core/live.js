// What the server announces: one stream of events for the whole page, opened anew when the repositories change.
import { api, address } from './api.js';

const told = new Set();
let stream = null;
let names = '';

/** Calls the listener with {repository, position} whenever a repository has moved on; returns what ends that. */
export function onMoved(listener) {
  told.add(listener);
  return () => told.delete(listener);
}

/** Calls the listener when one repository has moved on. */
export function onMovedIn(repository, listener) {
  return onMoved((moved) => {
    if (moved.repository === repository) {
      listener(moved);
    }
  });
}

/** Listens for the repositories that the person may read; again after one was made or removed. */
export async function listen() {
  const { repositories } = await api.get('repositories');
  const wanted = repositories
    .map((repository) => repository.name)
    .slice(0, 200)
    .join(',');
  if (wanted !== names || stream === null) {
    stop();
    names = wanted;
    open();
  }
}

function open() {
  if (names === '') {
    return;
  }
  stream = new EventSource(address('events', { repositories: names }));
  stream.addEventListener('moved', (event) => {
    const moved = JSON.parse(event.data);
    told.forEach((listener) => listener(moved));
  });
}

/** Listens no more. */
export function stop() {
  stream?.close();
  stream = null;
}
