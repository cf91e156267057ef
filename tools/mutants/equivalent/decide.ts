/** What closed candles, prices and a strategy's answers lead to. */
import type { Proofs } from './proofs.ts';

const ROOM = 'src/core/engine/decide';

export const DECIDE: Proofs = {
  [`${ROOM}/candle-step.ts`]: [
    {
      changes: ['state.markets.length > 1  →  state.markets.length >= 1', 'state.markets.length > 1  →  true'],
      why: 'Saves work only: the interval of a single instrument ends with its candle on the other path as well.',
    },
    { changes: ['instrument !== 0  →  true'], why: 'The market of instrument 0 is there: asking for it does nothing.' },
    {
      changes: ['state.portfolio.baseOf(instrument) !== 0  →  true'],
      why: 'Without coins of the instrument its new price changes no equity: the sum is the same again.',
    },
    {
      changes: ['!interval.isSteady  →  true'],
      why: 'In an interval like the one before it no market begins or ends to stand still, and that is all that is told.',
    },
    {
      changes: [
        'state.orders.working.length > 0  →  state.orders.working.length >= 0',
        'state.orders.working.length > 0  →  true',
      ],
      why: 'tendOrders returns by itself where no order works; asked here it costs no call.',
    },
    {
      changes: [
        'state.limitsLosses && portfolio.equity < portfolio.peakEquity  →  true',
        'state.limitsLosses && portfolio.equity < portfolio.peakEquity  →  state.limitsLosses',
        'state.limitsLosses && portfolio.equity < portfolio.peakEquity  →  portfolio.equity < portfolio.peakEquity',
        'state.limitsLosses && portfolio.equity < portfolio.peakEquity  →  state.limitsLosses || portfolio.equity < portfolio.peakEquity',
        'portfolio.equity < portfolio.peakEquity  →  portfolio.equity <= portfolio.peakEquity',
      ],
      why: 'Saves work only: without a limit no loss reaches one, and at the peak nothing is lost, of the day either.',
    },
    {
      changes: ["control.tradingState === 'active'  →  true"],
      why: 'Saves work only: a state that is not active is not made stricter by a loss.',
    },
    {
      changes: [
        'state.nowMs < control.entriesHeldUntilMs  →  state.nowMs <= control.entriesHeldUntilMs',
        'state.nowMs < control.entriesHeldUntilMs  →  false',
      ],
      why: 'Saves the words of a message: holdForToday asks the same. At the end of the hold a new day has begun, in which nothing is lost yet.',
    },
    {
      changes: ['lane.orders.levels.size > 0  →  lane.orders.levels.size >= 0', 'lane.orders.levels.size > 0  →  true'],
      why: 'Saves work only: without levels there are none to reconcile.',
    },
  ],
  [`${ROOM}/lane-setup.ts`]: [
    {
      changes: ['instruments.length > 0  →  instruments.length >= 0', 'instruments.length > 0  →  true'],
      why: 'Saves work only: without a further symbol a lane that waits goes on waiting.',
    },
    {
      changes: ['atrSpikeRatio !== undefined  →  true'],
      why: 'Saves work only: the mean is read by the rule that has this limit.',
    },
    {
      changes: [
        'state.markets.length > 1 && maxCorrelation !== undefined  →  true',
        'state.markets.length > 1 && maxCorrelation !== undefined  →  state.markets.length > 1',
        'state.markets.length > 1 && maxCorrelation !== undefined  →  maxCorrelation !== undefined',
        'state.markets.length > 1 && maxCorrelation !== undefined  →  state.markets.length > 1 || maxCorrelation !== undefined',
        'state.markets.length > 1  →  state.markets.length >= 1',
      ],
      why: 'Saves work only: one market has nothing to move with, and without the limit no rule denies by it and its reading is left out.',
    },
  ],
  [`${ROOM}/odd-quote.ts`]: [
    { changes: ['byRange > byShare  →  byRange >= byShare'], why: 'Of two that are equal either is the larger.' },
  ],
  [`${ROOM}/plain-words.ts`]: [
    {
      changes: ['plain === reason && plainTag === tag  →  false'],
      why: 'Saves a copy: words that are plain are the same words again.',
    },
    {
      changes: ['plainTag === undefined  →  false'],
      why: 'A tag that is undefined and one that is not there become the same order.',
    },
    {
      changes: ['reason === undefined  →  false'],
      why: 'Of a reason that is empty as much is told as of none.',
    },
  ],
  [`${ROOM}/strategy-failure.ts`]: [
    { changes: ["own ?? ''  →  own"], why: 'The text of nothing, "undefined", names no file either.' },
  ],
  [`${ROOM}/watch.ts`]: [
    {
      changes: ['orders.goal && !orders.exit  →  !orders.exit'],
      why: 'Saves work only: without a goal nothing is pursued, and what follows asks for one again.',
    },
    {
      changes: [
        "status !== 'protected' && status !== 'unguarded'  →  true",
        "status !== 'protected' && status !== 'unguarded'  →  status !== 'protected'",
        "status !== 'protected' && status !== 'unguarded'  →  status !== 'unguarded'",
        "status !== 'protected' && status !== 'unguarded'  →  status !== 'protected' || status !== 'unguarded'",
      ],
      why: 'Saves work only: leaveIfNaked asks the same by itself.',
    },
  ],
};
