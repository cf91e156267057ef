import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../bench/arguments.ts';

const without = { candles: undefined, candlesBin: undefined };

describe('arguments of the bench', () => {
  it('measure everything against peers when there are none', () => {
    const ids = ['B1', 'B2', 'B3', 'B5', 'B6', 'B7', 'B12'];
    expect(parseArguments([])).toEqual({ kind: 'peers', ids, rounds: 5, ...without });
  });

  it('compare with a commit on the rows that need no peer', () => {
    const ids = ['B1', 'B1-5', 'B5', 'B6'];
    const found = { kind: 'compare', reference: 'HEAD~1', ids, pairs: 9, ...without };
    expect(parseArguments(['--compare', 'HEAD~1'])).toEqual(found);
  });

  it('compare on real candles as well where there are any', () => {
    expect(parseArguments(['--compare', 'main', '--candles', 'real.csv'])).toMatchObject({
      ids: ['B1', 'B1-5', 'B5', 'B6', 'B1-real'],
      candles: 'real.csv',
    });
  });

  it('give rows in the order of the table, in any spelling', () => {
    expect(parseArguments(['--only', 'b6, B1,b6'])).toMatchObject({ ids: ['B1', 'B6'] });
    const compared = ['--compare', 'HEAD', '--candles', 'real.csv', '--only', 'b7,B1-REAL', '--pairs', '21'];
    expect(parseArguments(compared)).toMatchObject({ ids: ['B1-real', 'B7'], pairs: 21 });
  });

  it('ask for help before anything else', () => {
    expect(parseArguments(['--help', '--only', 'B99'])).toEqual({ kind: 'help' });
  });

  it.each([
    ['--only B99', '--only must be some of B1, B2, B3, B5, B6, B7, B12, value was B99'],
    ['--compare HEAD --only B2', '--only must be some of B1, B1-5, B1-real, B5, B6, B7, value was B2'],
    ['--only=', '--only must be some of B1, B2, B3, B5, B6, B7, B12, value was empty'],
    ['--rounds 4', '--rounds must be a whole number of at least 5, value was 4'],
    ['--compare HEAD --pairs 8', '--pairs must be a whole number of at least 9, value was 8'],
    ['--compare HEAD --pairs 9.5', '--pairs must be a whole number of at least 9, value was 9.5'],
    ['--compare HEAD --pairs many', '--pairs must be a whole number of at least 9, value was many'],
    ['--compare HEAD --pairs=', '--pairs must be a whole number of at least 9, value was empty'],
    ['--pairs 9', '--pairs goes with --compare; against peers it is --rounds'],
    ['--compare HEAD --rounds 5', '--rounds is for peers; with --compare it is --pairs'],
    ['--compare HEAD --only B1-real', 'B1-real needs --candles, a CSV file of real candles'],
  ])('%s: %s', (line, message) => {
    expect(() => parseArguments(line.split(' '))).toThrow(new RegExp(`^${message}$`));
  });

  it('name all problems at once', () => {
    const problems = ['--only must be', '--pairs must be'].join('.*\n.*');
    expect(() => parseArguments('--compare HEAD --pairs 1 --only B2'.split(' '))).toThrow(new RegExp(problems));
  });

  it.each([['--nope'], ['--compare']])('%s alone is wrong use', (option) => {
    expect(() => parseArguments([option])).toThrow(expect.objectContaining({ name: 'WrongUse' }));
  });
});
