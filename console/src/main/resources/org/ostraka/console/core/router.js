// Where in the console one is: the address after '#', names separated by '/', each encoded; what is looked at there
// stands behind a '?'.
const told = new Set();

/** The names in the address: screen first. */
export function place() {
  return location.hash
    .replace(/^#\/?/, '')
    .replace(/\?.*$/, '')
    .split('/')
    .filter((name) => name !== '')
    .map(decoded);
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** What is looked at there: a value by its name, or null. */
export function asked(name) {
  return new URLSearchParams(location.hash.split('?')[1] ?? '').get(name);
}

/** The address of a place. */
export function to(...names) {
  return '#/' + names.map(encodeURIComponent).join('/');
}

/** The address of a place, and what is looked at there; values that are null are left out. */
export function looking(names, values) {
  const given = Object.entries(values).filter(([, value]) => value !== null);
  return to(...names) + (given.length === 0 ? '' : '?' + new URLSearchParams(given));
}

/** Goes to an address. */
export function go(address) {
  location.hash = address;
}

/** Calls the listener whenever the place changes; returns what ends that. */
export function onPlace(listener) {
  told.add(listener);
  return () => told.delete(listener);
}

addEventListener('hashchange', () => told.forEach((listener) => listener()));
