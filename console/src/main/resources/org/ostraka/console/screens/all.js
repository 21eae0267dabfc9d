// Every screen: its name in the address, its words, who may see it, and how it is drawn. A screen's module is made
// when it is first gone to, or when the browser has nothing else to do.
import { html } from 'lit';
import { offers } from '../core/offers.js';
import { setup } from '../core/setup.js';

const SIGN_IN = {
  name: 'sign-in',
  load: () => import('./sign-in.js'),
  title: 'sign-in.title',
  bare: true,
  draw: () => html`<os-sign-in></os-sign-in>`,
};

/** For whoever has started a hub that nobody has used yet. */
const SETUP = {
  name: 'setup',
  load: () => import('./setup.js'),
  title: 'setup.title',
  bare: true,
  draw: () => html`<os-setup></os-setup>`,
};

/** For voters, who have no account here. */
const VOTE = {
  name: 'vote',
  load: () => import('./vote.js'),
  title: 'vote.title',
  bare: true,
  draw: ([election]) => html`<os-vote .election=${election}></os-vote>`,
};

/** For whoever was given a link. */
const SHARED = {
  name: 'shared',
  load: () => import('./shared.js'),
  title: 'shared.title',
  bare: true,
  draw: ([token]) => html`<os-shared .token=${token}></os-shared>`,
};

/** In the order of the navigation; `part` is the heading that they stand under, `offer` what the server must have. */
export const SCREENS = [
  {
    name: 'overview',
    load: () => import('./overview.js'),
    title: 'overview.title',
    icon: 'overview',
    draw: () => html`<os-overview></os-overview>`,
  },
  {
    name: 'files',
    load: () => import('./files.js'),
    title: 'files.title',
    icon: 'folder',
    draw: (place) => html`<os-files .place=${place}></os-files>`,
  },
  {
    name: 'activity',
    load: () => import('./activity.js'),
    title: 'activity.title',
    icon: 'activity',
    draw: () => html`<os-activity></os-activity>`,
  },
  {
    name: 'elections',
    load: () => Promise.all([import('./elections.js'), import('./election.js')]),
    title: 'elections.title',
    icon: 'ballot',
    offer: 'elections',
    draw: (place) =>
      place.length === 0 ? html`<os-elections></os-elections>` : html`<os-election .place=${place}></os-election>`,
  },
  {
    name: 'swarm',
    load: () => Promise.all([import('./swarm.js'), import('./swarm-file.js')]),
    title: 'swarm.title',
    icon: 'swarm',
    offer: 'swarm',
    draw: (place) =>
      place.length === 0 ? html`<os-swarm></os-swarm>` : html`<os-swarm-file .place=${place}></os-swarm-file>`,
  },
  {
    name: 'desks',
    load: () => import('./desks.js'),
    title: 'desks.title',
    icon: 'desk',
    draw: () => html`<os-desks></os-desks>`,
  },
  {
    name: 'conflicts',
    load: () => import('./conflicts.js'),
    title: 'conflicts.title',
    icon: 'conflict',
    draw: () => html`<os-conflicts></os-conflicts>`,
  },
  {
    name: 'users',
    load: () => import('./users.js'),
    title: 'users.title',
    icon: 'people',
    part: 'administration',
    admin: true,
    draw: () => html`<os-users></os-users>`,
  },
  {
    name: 'groups',
    load: () => import('./groups.js'),
    title: 'groups.title',
    icon: 'group',
    part: 'administration',
    admin: true,
    draw: () => html`<os-groups></os-groups>`,
  },
  {
    name: 'repositories',
    load: () => Promise.all([import('./repositories.js'), import('./repository.js')]),
    title: 'repositories.title',
    icon: 'repository',
    part: 'administration',
    admin: true,
    draw: (place) =>
      place.length === 0
        ? html`<os-repositories></os-repositories>`
        : html`<os-repository .place=${place}></os-repository>`,
  },
  {
    name: 'settings',
    load: () => import('./settings.js'),
    title: 'settings.title',
    icon: 'settings',
    part: 'administration',
    admin: true,
    draw: () => html`<os-settings></os-settings>`,
  },
  {
    name: 'audit',
    load: () => import('./audit.js'),
    title: 'audit.title',
    icon: 'audit',
    part: 'administration',
    admin: true,
    draw: () => html`<os-audit></os-audit>`,
  },
  {
    name: 'profile',
    load: () => import('./profile.js'),
    title: 'profile.title',
    icon: 'person',
    aside: true,
    draw: () => html`<os-profile></os-profile>`,
  },
];

/** Those that this person may see on this server. */
export function screensFor(person) {
  return SCREENS.filter((screen) => (!screen.admin || person.admin) && offers(screen.offer));
}

/** The screen of that name; the first one if there is none, and the door if nobody is signed in. */
export function screenOf(name, person, place) {
  const open = [VOTE, SHARED].find((screen) => screen.name === name);
  if (open !== undefined && place.length > 0) {
    return open;
  }
  if (setup() !== null) {
    return SETUP;
  }
  if (person === null) {
    return SIGN_IN;
  }
  const screens = screensFor(person);
  return screens.find((screen) => screen.name === name) ?? screens[0];
}

/** Fetches the screens that this person may go to, before they are gone to. */
export function loadScreens(person) {
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(() => screensFor(person).forEach((screen) => screen.load()));
}
