import { formatPercent } from '../kinds/percent.ts';
import { DEFAULT_EQUITY_SHARE, sizeModeOf } from '../size-mode.ts';
import { type CrossCheck, error, warning, whichever } from './finding.ts';

/** Whether an entry of the configured size could ever be made. */
export const checkSize: CrossCheck = ({ mode, size, risk, exits }) => {
  const sizeMode = sizeModeOf(size);
  const isFixed = sizeMode === 'fixed';
  // A live account has what it has: only a simulated one starts with INITIAL_CAPITAL.
  const isSimulated = mode.mode !== 'live';
  const perSymbol = risk.maxCapitalPerSymbolRatio ?? 1;
  const share = sizeMode === 'equity' ? (size.sizeShareRatio ?? DEFAULT_EQUITY_SHARE) : 0;
  const fixed = isFixed ? (size.sizeQuote ?? 0) : 0;
  const hasStop = exits.stopLossRatio !== undefined || exits.atrStopMultiple !== undefined;
  return whichever(
    [
      isSimulated && fixed > mode.initialCapital,
      error(
        ['POSITION_SIZE_QUOTE', 'INITIAL_CAPITAL'],
        `must not be larger than INITIAL_CAPITAL, which is ${mode.initialCapital}`,
      ),
    ],
    [
      fixed > (size.maxSizeQuote ?? Number.POSITIVE_INFINITY),
      error(
        ['POSITION_SIZE_QUOTE', 'MAX_POSITION_SIZE'],
        `must not be larger than MAX_POSITION_SIZE, which is ${size.maxSizeQuote}: every entry would be denied`,
      ),
    ],
    [
      isSimulated && fixed <= mode.initialCapital && fixed > mode.initialCapital * perSymbol,
      warning(
        ['POSITION_SIZE_QUOTE', 'INITIAL_CAPITAL', 'RISK_MAX_CAPITAL_PER_SYMBOL_PCT'],
        `is more than ${formatPercent(perSymbol)} of INITIAL_CAPITAL; RISK_MAX_CAPITAL_PER_SYMBOL_PCT denies every entry`,
      ),
    ],
    [
      share > perSymbol,
      warning(
        ['POSITION_SIZE_PCT', 'RISK_MAX_CAPITAL_PER_SYMBOL_PCT'],
        `is more than RISK_MAX_CAPITAL_PER_SYMBOL_PCT, which is ${formatPercent(perSymbol)} and denies every entry`,
      ),
    ],
    [
      isFixed && size.sizeQuote === undefined,
      error(
        ['POSITION_SIZE_QUOTE', 'POSITION_SIZE_MODE'],
        'must be set for POSITION_SIZE_MODE=fixed, for example POSITION_SIZE_QUOTE=100',
      ),
    ],
    [
      size.sizeMode === undefined && size.sizeQuote !== undefined && size.sizeShareRatio !== undefined,
      error(
        ['POSITION_SIZE_MODE', 'POSITION_SIZE_QUOTE', 'POSITION_SIZE_PCT'],
        'must be set where POSITION_SIZE_QUOTE and POSITION_SIZE_PCT both are: fixed takes the amount, equity the share',
      ),
    ],
    [
      (sizeMode === 'atr' || sizeMode === 'risk') && size.sizeShareRatio === undefined,
      error(
        ['POSITION_SIZE_PCT', 'POSITION_SIZE_MODE'],
        `must be set for POSITION_SIZE_MODE=${sizeMode}, for example POSITION_SIZE_PCT=1%`,
      ),
    ],
    [
      sizeMode === 'risk' && !hasStop,
      error(
        ['POSITION_SIZE_MODE', 'STOP_LOSS_PCT', 'ATR_STOP_MULTIPLE'],
        'needs a stop to measure the risk to; set STOP_LOSS_PCT or ATR_STOP_MULTIPLE',
      ),
    ],
  );
};
