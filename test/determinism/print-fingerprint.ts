/** Child process: one backtest of each kind of strategy, printed as what identifies it. */
import { strategies } from '../../src/core/strategies/index.ts';
import { backtest, fingerprint, goldenColumns } from '../support/named-backtest.ts';

const columns = goldenColumns();
const prints = strategies.slice(0, 2).map((strategy) => {
  const { ordersHash, commandsHash, finalEquity, balances, fills } = fingerprint(backtest(strategy, columns));
  return { strategy: strategy.name, ordersHash, commandsHash, finalEquity, balances, fills };
});
process.stdout.write(JSON.stringify(prints));
