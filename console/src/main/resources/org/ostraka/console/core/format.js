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

/** A number with its thousands apart. */
export function number(value, digits = 0) {
  return value.toLocaleString(language(), { maximumFractionDigits: digits });
}

/** A size, in the unit that reads best; steps of 1,024 as file managers take them. */
export function size(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return value.toLocaleString(language(), {
    style: 'unit',
    unit: UNITS[unit],
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  });
}

/** A share of 1 as percent. */
export function percent(share) {
  return share.toLocaleString(language(), { style: 'percent', maximumFractionDigits: 1 });
}

/** A moment, in milliseconds since 1970 UTC, with date and time. */
export function moment(millis) {
  return new Date(millis).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** A moment to the second. */
export function instant(millis) {
  return new Date(millis).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The time of a day. */
export function clock(millis) {
  return new Date(millis).toLocaleTimeString(language(), { timeStyle: 'medium' });
}

/** A day. */
export function day(millis) {
  return new Date(millis).toLocaleDateString(language(), { dateStyle: 'full' });
}

/** How long ago, such as "3 minutes ago"; "now" below ten seconds. */
export function ago(millis, now = Date.now()) {
  let value = Math.max(0, (now - millis) / 1000);
  if (value < 10) {
    return t('time.now');
  }
  for (const [unit, size] of STEPS) {
    if (value < size) {
      return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(-Math.floor(value), unit);
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
    .map(([value, unit]) => value.toLocaleString(language(), { style: 'unit', unit, unitDisplay: 'short' }))
    .join(' ');
}
