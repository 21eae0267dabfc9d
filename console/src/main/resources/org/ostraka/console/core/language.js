// The language of the page: which one it is, its words, and who has to be told when it changes.
import en from '../words/en.js';
import fr from '../words/fr.js';

const WORDS = { en, fr };
const KEPT = 'ostraka.language';
const told = new Set();

/** What may be chosen: the code, and the language's own name for itself. */
export const LANGUAGES = [
  ['en', 'English'],
  ['fr', 'Français'],
];

let current = preferred();
let plural = new Intl.PluralRules(current);
show();

function preferred() {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages];
  return wanted.map((code) => (code ?? '').slice(0, 2)).find((code) => code in WORDS) ?? 'en';
}

function show() {
  document.documentElement.lang = current;
}

/** The code of the language in force. */
export function language() {
  return current;
}

/** Chooses a language for this browser. */
export function chooseLanguage(code) {
  current = code;
  plural = new Intl.PluralRules(code);
  localStorage.setItem(KEPT, code);
  show();
  told.forEach((listener) => listener());
}

/** Calls the listener after each change of language; returns what ends that. */
export function onLanguage(listener) {
  told.add(listener);
  return () => told.delete(listener);
}

/** Whether there are words under this key. */
export function hasWords(key) {
  return key in WORDS[current];
}

/**
 * The words under a key. `{name}` is replaced by the value of that name; `{n|file|files}` by the form that the number
 * n asks for, one or other.
 */
export function t(key, values = {}) {
  const text = WORDS[current][key] ?? key;
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name, one, other) => {
    if (one === undefined) {
      const value = values[name];
      return typeof value === 'number' ? value.toLocaleString(current) : (value ?? '');
    }
    return plural.select(values[name]) === 'one' ? one : other;
  });
}
