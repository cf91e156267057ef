"""backtesting.py: averages and crossings prepared as columns, so that its loop only has to look them up."""

import math

import backtesting.backtesting as engine
import pandas as pd
from backtesting import Backtest, Strategy

from protocol import averages, columns, crossings, options, serve

FEE = 0.001
UNIT = 1e-8

# Its progress bar would be measured, too.
engine._tqdm = lambda rows, **_: rows


def frame_of(given):
    time, opens, highs, lows, closes, volumes = columns(given)
    data = {"Open": opens, "High": highs, "Low": lows, "Close": closes, "Volume": volumes}
    return pd.DataFrame(data, index=pd.to_datetime(time, unit="ms"))


def strategy_of(given):
    class Cross(Strategy):
        def init(self):
            up, down = crossings(*averages(self.data.Close), given["warmUp"])
            # Whole arrays, indexed with the number of candles so far: cheaper than its own indicators.
            self.up, self.down = up.tolist(), down.tolist()

        def next(self):
            at = len(self.data) - 1
            if self.position:
                if self.down[at]:
                    self.position.close()
            elif self.up[at]:
                # Units are whole: prices are scaled down, so that a unit is 1e-8 of a coin.
                price = self.data.Close[-1] * (1 + FEE)
                self.buy(size=math.floor(self.equity / price))

    return Cross


def run_once(given, frame):
    bt = Backtest(frame, strategy_of(given), cash=given["capital"], commission=FEE, finalize_trades=False)
    return bt.run()


def outcome_of(stats):
    trades = stats["_trades"]
    left = 1 if stats["_strategy"].position else 0
    return {"trips": len(trades), "fills": 2 * len(trades) + left, "equity": float(stats["Equity Final [$]"])}


if __name__ == "__main__":
    given = options()
    frame = frame_of(given)
    frame[["Open", "High", "Low", "Close"]] *= UNIT
    serve(lambda: run_once(given, frame), outcome_of)
