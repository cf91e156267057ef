/** No durable intent, no new risk. Exits still leave: a stop matters more than its record. */
import type { RiskRule } from '../../rule.ts';

export const storageWritable: RiskRule = {
  name: 'storage-writable',
  code: 'storageWritable',
  scope: 'entry',
  reading: ({ market }) => ({
    limit: 'writable',
    value: market.isStorageWritable ? 'writable' : 'not writable',
    unit: 'state',
  }),
  deny({ market }) {
    if (market.isStorageWritable) return undefined;
    return 'the journal is not writable: it must be writable before new risk is taken';
  },
};
