import { describe, expect, it } from 'vitest';
import { nearNames } from './near-names.ts';

describe('nearNames', () => {
  it('gives the nearest names first, and none that is far', () => {
    const names = ['btc_4h.csv', 'BTC_1H.csv', 'eth_1h.csv', 'readme.md', 'btc_1h.csv.gz'];
    expect(nearNames('btc_1h.csv', names, 3)).toEqual(['BTC_1H.csv', 'btc_1h.csv.gz', 'btc_4h.csv']);
    expect(nearNames('nothing-like-it', names, 3)).toEqual([]);
  });
});
