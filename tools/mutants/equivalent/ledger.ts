import type { Proofs } from './proofs.ts';

const UNIQUE = 'no two have the same name, so that equal never meets equal';

const MARKS_ARE_HINTS =
  'saves work: whatever the marks of ids are, as long as one id has one mark, the set has the last word';

export const LEDGER: Proofs = {
  'src/domain/ledger/accounts.ts': [
    { changes: ['a.asset < b.asset  →  a.asset <= b.asset'], why: UNIQUE },
    {
      changes: ['left out: this.#assets.clear();'],
      why: 'what was saved names every asset that the ledger has seen',
    },
  ],
  'src/domain/ledger/holdings.ts': [
    {
      changes: ['left out: shorten(this.lanes, 0);'],
      why: 'what was saved names every lane that has an account',
    },
    { changes: ['known  →  true'], why: 'the same instruments have the same quote assets' },
    {
      changes: ['free === 0n  →  false'],
      why: 'what lanes claim is never negative: no dust less that, and at least nothing, is nothing again',
    },
    {
      changes: ['!this.#bases.has(asset)  →  false'],
      why: 'saves going through the lanes: nobody owns coins of an asset that is no instrument’s base, the sum is 0',
    },
    {
      changes: ['this.lanes.length < lane  →  this.lanes.length <= lane'],
      why: 'the place that is filled one too far is the one that the account is put into on the next line',
    },
    {
      changes: ['this.lanes.length < lane  →  false'],
      why: 'a hole reads as undefined wherever lanes are read, by number or in a loop; a dense array is only faster',
    },
  ],
  'src/domain/ledger/ledger.ts': [
    {
      changes: ['left out: account.changed();'],
      why: 'a lane without coins has no position whatever is remembered, and the buy that brings coins forgets it',
    },
    {
      changes: ['alsoSold === 0n  →  false'],
      why: 'saves work: selling 0 of the dust takes no lot and posts nothing, its proceeds, fee and gross are 0',
    },
    {
      changes: ['alsoSold > 0n  →  alsoSold >= 0n', 'alsoSold > 0n  →  true'],
      why: 'alsoSold is never negative, and a claim less 0 is the claim, which is never negative either',
    },
    {
      changes: ['!this.#holdings.isBase(asset)  →  false'],
      why: 'saves a sum: where nobody can own the asset, unowned is its balance, and no account lets that go below 0',
    },
  ],
  'src/domain/ledger/lots.ts': [
    {
      changes: [
        '64  →  64 + 1',
        'this.#head >= COMPACT_FROM && this.#head * 2 >= this.#lots.length  →  true',
        'this.#head >= COMPACT_FROM && this.#head * 2 >= this.#lots.length  →  false',
        'this.#head >= COMPACT_FROM && this.#head * 2 >= this.#lots.length  →  this.#head >= COMPACT_FROM',
        'this.#head >= COMPACT_FROM && this.#head * 2 >= this.#lots.length  →  this.#head * 2 >= this.#lots.length',
        'this.#head >= COMPACT_FROM && this.#head * 2 >= this.#lots.length  →  this.#head >= COMPACT_FROM || this.#head * 2 >= this.#lots.length',
        'this.#head >= COMPACT_FROM  →  this.#head > COMPACT_FROM',
        'this.#head * 2 >= this.#lots.length  →  this.#head * 2 > this.#lots.length',
        'this.#head * 2  →  this.#head / 2',
        '2  →  2 + 1',
      ],
      why: 'when lots that were given leave the array: everybody reads from the head on, so only memory and time differ',
    },
    { changes: ['lot.fee === 0n  →  false'], why: 'saves a division: a share of no fee is 0' },
  ],
  'src/domain/ledger/other-fee.ts': [
    {
      changes: ['holdings.isBase(feeAsset)  →  true'],
      why: 'saves a sum: nobody owns coins of an asset that is no instrument’s base, and 0 less what is held is not above 0',
    },
    {
      changes: ['own === 0n  →  false', 'left === 0n  →  false', 'share !== 0n  →  true'],
      why: 'saves work: 0 takes no lot, costs 0, and a position built anew has the same values',
    },
  ],
  'src/domain/ledger/snapshot.ts': [
    { changes: ['a.quote < b.quote  →  a.quote <= b.quote', 'a < b  →  a <= b'], why: UNIQUE },
  ],
  'src/domain/ledger/trade-ids.ts': [
    {
      changes: ['left out: this.#absent = id;', 'id !== this.#absent && this.has(id)  →  this.has(id)'],
      why: 'saves work: what was asked for and not found is looked for once more, and not found',
    },
    {
      changes: ['GENERATION * 16  →  GENERATION / 16', '16  →  16 + 1'],
      line: 'const MARKS = GENERATION * 16;',
      why: MARKS_ARE_HINTS,
    },
    {
      changes: ['((marks >>> (hash & 7)) & 1) === 1 && this.ids.has(id)  →  this.ids.has(id)'],
      why: MARKS_ARE_HINTS,
    },
    {
      changes: [
        'at < id.length  →  at <= id.length',
        'at < id.length  →  false',
        'left out: hash = (Math.imul(hash, 31) + id.charCodeAt(at)) | 0;',
        'Math.imul(hash, 31) + id.charCodeAt(at)  →  Math.imul(hash, 31) - id.charCodeAt(at)',
      ],
      why: MARKS_ARE_HINTS,
    },
    {
      changes: ['(hash ^ (hash >>> 15)) & (MARKS - 1)  →  0', '1  →  1 + 1'],
      line: 'return (hash ^ (hash >>> 15)) & (MARKS - 1);',
      why: MARKS_ARE_HINTS,
    },
  ],
};
