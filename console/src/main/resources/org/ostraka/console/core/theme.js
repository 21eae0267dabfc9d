// Light or dark: as the system says, unless the person has chosen.
const KEPT = 'ostraka.theme';

/** What may be chosen. */
export const THEMES = ['system', 'light', 'dark'];

/** The choice in force. */
export function theme() {
  return localStorage.getItem(KEPT) ?? 'system';
}

/** Chooses for this browser. */
export function chooseTheme(name) {
  localStorage.setItem(KEPT, name);
  applyTheme();
}

/** Shows the page as chosen. */
export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}
