// Every screen: its name in the address, its words, who may see it, and how it is drawn.
import { html } from 'lit';
import { offers } from '../core/offers.js';
import './sign-in.js';
import './vote.js';
import './shared.js';
import './overview.js';
import './files.js';
import './activity.js';
import './elections.js';
import './election.js';
import './swarm.js';
import './swarm-file.js';
import './desks.js';
import './users.js';
import './groups.js';
import './repositories.js';
import './repository.js';
import './audit.js';
import './conflicts.js';
import './profile.js';

const SIGN_IN = {
  name: 'sign-in',
  title: 'sign-in.title',
  bare: true,
  draw: () => html`<os-sign-in></os-sign-in>`,
};

/** For voters, who have no account here. */
const VOTE = {
  name: 'vote',
  title: 'vote.title',
  bare: true,
  draw: ([election]) => html`<os-vote .election=${election}></os-vote>`,
};

/** For whoever was given a link. */
const SHARED = {
  name: 'shared',
  title: 'shared.title',
  bare: true,
  draw: ([token]) => html`<os-shared .token=${token}></os-shared>`,
};

/** In the order of the navigation; `part` is the heading that they stand under, `offer` what the server must have. */
export const SCREENS = [
  {
    name: 'overview',
    title: 'overview.title',
    icon: 'overview',
    draw: () => html`<os-overview></os-overview>`,
  },
  {
    name: 'files',
    title: 'files.title',
    icon: 'folder',
    draw: (place) => html`<os-files .place=${place}></os-files>`,
  },
  {
    name: 'activity',
    title: 'activity.title',
    icon: 'activity',
    draw: () => html`<os-activity></os-activity>`,
  },
  {
    name: 'elections',
    title: 'elections.title',
    icon: 'ballot',
    offer: 'elections',
    draw: (place) =>
      place.length === 0 ? html`<os-elections></os-elections>` : html`<os-election .place=${place}></os-election>`,
  },
  {
    name: 'swarm',
    title: 'swarm.title',
    icon: 'swarm',
    offer: 'swarm',
    draw: (place) =>
      place.length === 0 ? html`<os-swarm></os-swarm>` : html`<os-swarm-file .place=${place}></os-swarm-file>`,
  },
  {
    name: 'desks',
    title: 'desks.title',
    icon: 'desk',
    draw: () => html`<os-desks></os-desks>`,
  },
  {
    name: 'conflicts',
    title: 'conflicts.title',
    icon: 'conflict',
    draw: () => html`<os-conflicts></os-conflicts>`,
  },
  {
    name: 'users',
    title: 'users.title',
    icon: 'people',
    part: 'administration',
    admin: true,
    draw: () => html`<os-users></os-users>`,
  },
  {
    name: 'groups',
    title: 'groups.title',
    icon: 'group',
    part: 'administration',
    admin: true,
    draw: () => html`<os-groups></os-groups>`,
  },
  {
    name: 'repositories',
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
    name: 'audit',
    title: 'audit.title',
    icon: 'audit',
    part: 'administration',
    admin: true,
    draw: () => html`<os-audit></os-audit>`,
  },
  {
    name: 'profile',
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
  if (person === null) {
    return SIGN_IN;
  }
  const screens = screensFor(person);
  return screens.find((screen) => screen.name === name) ?? screens[0];
}
