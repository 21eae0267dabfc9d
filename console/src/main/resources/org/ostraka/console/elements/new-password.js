// A password that is chosen: asked for twice.
import { t } from '../core/language.js';

const SHORTEST = 8;

/** The two fields. */
export const newPassword = () => [
  {
    name: 'fresh',
    label: t('password.new'),
    type: 'password',
    autocomplete: 'new-password',
    hint: t('password.length', { n: SHORTEST }),
  },
  { name: 'again', label: t('password.again'), type: 'password', autocomplete: 'new-password' },
];

/** The password, if it was written twice alike. */
export function chosen({ fresh, again }) {
  if (fresh !== again) {
    throw new Error(t('password.differ'));
  }
  return fresh;
}
