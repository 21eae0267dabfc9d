// How a limit of bytes is asked for: in gigabytes, 0 for none.
import { t } from '../core/language.js';

const GIGABYTE = 1024 ** 3;

/** The question; `set(bytes)` sets it. */
export const askQuota = ({ name, quotaBytes }, set) => ({
  title: t('quota.title', { name }),
  fields: [
    {
      name: 'gigabytes',
      label: t('quota.gigabytes'),
      type: 'number',
      min: 0,
      value: String(quotaBytes / GIGABYTE),
      hint: t('quota.hint'),
    },
  ],
  action: t('quota.action'),
  submit: ({ gigabytes }) => set(Math.round(Number(gigabytes) * GIGABYTE)),
});
