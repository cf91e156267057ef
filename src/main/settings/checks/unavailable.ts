/** What the settings describe and this version does not contain. When it is built, its entry goes. */
import { type CrossCheck, error, whichever } from './finding.ts';

export const checkAvailability: CrossCheck = ({ mode }) =>
  whichever([
    mode.mode === 'live',
    error(
      ['MODE'],
      'live trading is not available in this version; use MODE=paper (simulated orders) or MODE=backtest',
    ),
  ]);
