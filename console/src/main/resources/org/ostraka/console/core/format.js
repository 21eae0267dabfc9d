// Numbers, sizes and times as people of the chosen language write them.
import { language, t } from './language.js';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Infinity],
];

/** By language, kind and options: to make a formatter takes a hundred times as long as to use it. */
const made = new Map();

function formatter(Kind, options) {
  const key = `${language()} ${Kind.name} ${JSON.stringify(options)}`;
  if (!made.has(key)) {
    made.set(key, new Kind(language(), options));
  }
  return made.get(key);
}

const numbers = (options) => formatter(Intl.NumberFormat, options);
const times = (options) => formatter(Intl.DateTimeFormat, options);

/** A number with its thousands apart. */
export function number(value, digits = 0) {
  return numbers({ maximumFractionDigits: digits }).format(value);
}

/** A size, in the unit that reads best; steps of 1,024 as file managers take them. */
export function size(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return numbers({
    style: 'unit',
    unit: UNITS[unit],
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

/** A share of 1 as percent. */
export function percent(share) {
  return numbers({ style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** A moment, in milliseconds since 1970 UTC, with date and time. */
export function moment(millis) {
  return times({ dateStyle: 'medium', timeStyle: 'short' }).format(millis);
}

/** A moment to the second. */
export function instant(millis) {
  return times({ dateStyle: 'medium', timeStyle: 'medium' }).format(millis);
}

/** The time of a day. */
export function clock(millis) {
  return times({ timeStyle: 'medium' }).format(millis);
}

/** A day. */
export function day(millis) {
  return times({ dateStyle: 'full' }).format(millis);
}

/** How long ago, such as "3 minutes ago", or shorter where there is little room; "now" below ten seconds. */
export function ago(millis, style = 'long') {
  let value = Math.max(0, (Date.now() - millis) / 1000);
  if (value < 10) {
    return t('time.now');
  }
  for (const [unit, size] of STEPS) {
    if (value < size) {
      return formatter(Intl.RelativeTimeFormat, { numeric: 'auto', style }).format(-Math.floor(value), unit);
    }
    value /= size;
  }
  return '';
}

/** A length of time in its two greatest units. */
export function lasting(millis) {
  const minutes = Math.floor(millis / 60000);
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ].filter(([value]) => value > 0);
  const shown = parts.length === 0 ? [[0, 'minute']] : parts.slice(0, 2);
  return shown
    .map(([value, unit]) => numbers({ style: 'unit', unit, unitDisplay: 'short' }).format(value))
    .join(' ');
}
