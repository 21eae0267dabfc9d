// Puts a text where a person can paste it from.
import { t } from '../core/language.js';
import { say } from './toast.js';

export async function copyText(text) {
  await navigator.clipboard.writeText(text);
  say(t('copied'));
}
