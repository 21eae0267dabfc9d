// Small pictures drawn with one pen; they stand beside words or have them as a label, so they are hidden from readers.
import { html, svg } from 'lit';

const SHAPES = {
  overview: svg`<path d="M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z"/>`,
  folder: svg`<path d="M3.500 18.500v-13h6l2 2.500h9v10.500z"/>`,
  file: svg`<path d="M6 3.500h8l4.500 4.500v12.500H6zM14 3.500V8h4.500"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1"/>`,
  activity: svg`<path d="M3 12h4l3-8 4 16 3-8h4"/>`,
  ballot: svg`<path d="M4 11.500v9h16v-9M4 14h16M8.500 11V3.500h7V11M10.500 7l1.500 1.500L15 5.500"/>`,
  swarm: svg`<circle cx="12" cy="5" r="2.500"/><circle cx="5" cy="18" r="2.500"/><circle cx="19" cy="18" r="2.500"/><path d="m10.900 7.300-4.700 8.500M13.100 7.300l4.700 8.500M7.500 18h9"/>`,
  desk: svg`<path d="M4 5h16v10.500H4zM2.500 19.500h19"/>`,
  people: svg`<circle cx="9" cy="8" r="3.500"/><path d="M2.500 20c0-3.600 2.900-6 6.500-6s6.500 2.400 6.500 6M15.500 4.800a3.500 3.500 0 0 1 0 6.400M18 14.700c2.100.9 3.500 2.800 3.500 5.300"/>`,
  group: svg`<circle cx="12" cy="7" r="3"/><circle cx="5" cy="10" r="2"/><circle cx="19" cy="10" r="2"/><path d="M6.500 20c0-3.300 2.400-5.500 5.500-5.500s5.500 2.200 5.500 5.500M1.800 18c0-2.200 1.300-3.600 3.200-3.600M22.200 18c0-2.200-1.300-3.600-3.200-3.600"/>`,
  repository: svg`<path d="M4 6.500C4 5 7.600 3.800 12 3.800S20 5 20 6.500 16.400 9.200 12 9.200 4 8 4 6.500zM4 6.500v11c0 1.500 3.600 2.700 8 2.700s8-1.200 8-2.700v-11M4 12c0 1.500 3.600 2.700 8 2.700s8-1.200 8-2.700"/>`,
  audit: svg`<path d="M6 3.500h12v17H6zM9 8h6M9 12h6M9 16h3.500"/>`,
  key: svg`<circle cx="8" cy="15.500" r="4.500"/><path d="m11.300 12.300 8.200-8.300M16 7.500l3 3"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4.500 20.500c0-4 3.300-6.500 7.500-6.500s7.500 2.500 7.500 6.500"/>`,
  leave: svg`<path d="M14 4h-9v16h9M10 12h11M17 8l4 4-4 4"/>`,
  upload: svg`<path d="M12 16V4.500M7 9l5-5 5 5M4 16v4h16v-4"/>`,
  download: svg`<path d="M12 4v11.500M7 11l5 5 5-5M4 16v4h16v-4"/>`,
  add: svg`<path d="M12 5v14M5 12h14"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  remove: svg`<path d="M4 6.500h16M9 6.500v-3h6v3M6.500 6.500l1 14h9l1-14M10 10.500v6M14 10.500v6"/>`,
  rename: svg`<path d="m4 20 1-4.500L16.500 4 20 7.500 8.500 19zM13.500 7l3.500 3.500"/>`,
  move: svg`<path d="M3.500 18.500v-13h6l2 2.500h9v10.500zM9 13.200h6.500M13 10.500l2.700 2.700-2.700 2.700"/>`,
  history: svg`<path d="M4 12a8 8 0 1 0 2.500-5.800M4 4v4.500h4.500M12 8v4.500l3 2"/>`,
  menu: svg`<path d="M4 6.500h16M4 12h16M4 17.500h16"/>`,
  down: svg`<path d="m6 9.500 6 6 6-6"/>`,
  right: svg`<path d="m9.500 6 6 6-6 6"/>`,
  ascending: svg`<path d="m7 14 5-5 5 5"/>`,
  descending: svg`<path d="m7 10 5 5 5-5"/>`,
  check: svg`<path d="m5 12.500 4.500 4.500L19 7"/>`,
  warning: svg`<path d="M12 4 2.500 20h19zM12 10v4.500M12 17.200v.3"/>`,
  pause: svg`<path d="M8.500 5v14M15.500 5v14"/>`,
  play: svg`<path d="M7.500 4.500 19 12 7.500 19.500z"/>`,
  copy: svg`<path d="M9 9h11v11H9zM15 9V4H4v11h5"/>`,
  restore: svg`<path d="M4 9h10a5.500 5.500 0 0 1 0 11H8M4 9l4.500-4.500M4 9l4.500 4.500"/>`,
  search: svg`<circle cx="11" cy="11" r="6.500"/><path d="m16 16 4.500 4.500"/>`,
  limit: svg`<path d="M4 17.500a8.500 8.500 0 1 1 16 0M12 16l4-5.500"/><circle cx="12" cy="16.500" r="1.500"/>`,
  settings: svg`<path d="M4 7h9M17.500 7H20M4 17h2.500M11 17h9"/><circle cx="15.200" cy="7" r="2.200"/><circle cx="8.800" cy="17" r="2.200"/>`,
  conflict: svg`<path d="M5 4v6c0 3 7 3 7 7v3M19 4v6c0 3-7 3-7 7M2.500 6.500 5 4l2.500 2.500M16.500 6.500 19 4l2.500 2.500"/>`,
};

export const icon = (name, pixels = 18) =>
  html`<svg
    aria-hidden="true"
    focusable="false"
    width=${pixels}
    height=${pixels}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${SHAPES[name]}
  </svg>`;
