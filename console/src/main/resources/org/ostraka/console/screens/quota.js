// How a limit of bytes is asked for: in gigabytes, 0 for none.
import { t } from '../core/language.js';

const GIGABYTE = 1024 ** 3;

export const gigabytes = (bytes) => bytes / GIGABYTE;

export const bytes = (gigabytes) => Math.round(Number(gigabytes) * GIGABYTE);

/** The question; `set(bytes)` sets it. */
export const askQuota = ({ name, quotaBytes }, set) => ({
  title: t('quota.title', { name }),
  fields: [
    {
      name: 'gigabytes',
      label: t('quota.gigabytes'),
      type: 'number',
      min: 0,
      value: String(gigabytes(quotaBytes)),
      hint: t('quota.hint'),
    },
  ],
  action: t('quota.action'),
  submit: (values) => set(bytes(values.gigabytes)),
});
