"""backtrader: its own EMA begins with a mean, so averages come in as lines of the feed."""

import math

import backtrader as bt
import pandas as pd

from protocol import averages, columns, crossings, options, serve

FEE = 0.001


class Feed(bt.feeds.PandasData):
    lines = ("up", "down")
    params = (("up", "up"), ("down", "down"), ("openinterest", None))


class Cross(bt.Strategy):
    def __init__(self):
        self.trips = 0
        self.fills = 0

    def next(self):
        if self.position:
            if self.data.down[0]:
                self.close()
        elif self.data.up[0]:
            # To eight decimals: a last bit of rounding above the cash would turn the order away.
            size = self.broker.getcash() / (self.data.close[0] * (1 + FEE))
            self.buy(size=math.floor(size * 1e8) / 1e8)

    def notify_order(self, order):
        if order.status == order.Completed:
            self.fills += 1
        elif order.status in (order.Margin, order.Rejected):
            raise RuntimeError(f"order refused: {order.getstatusname()}")

    def notify_trade(self, trade):
        if trade.isclosed:
            self.trips += 1


class Commission(bt.CommInfoBase):
    params = (("commission", FEE), ("percabs", True), ("stocklike", True), ("commtype", bt.CommInfoBase.COMM_PERC))


def run_once(given):
    time, opens, highs, lows, closes, volumes = columns(given)
    up, down = crossings(*averages(closes), given["warmUp"])
    data = {"open": opens, "high": highs, "low": lows, "close": closes, "volume": volumes}
    frame = pd.DataFrame(data | {"up": up.astype(float), "down": down.astype(float)}, index=pd.to_datetime(time, unit="ms"))
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.adddata(Feed(dataname=frame))
    cerebro.addstrategy(Cross)
    cerebro.broker.setcash(given["capital"])
    cerebro.broker.addcommissioninfo(Commission())
    (strategy,) = cerebro.run()
    return strategy, cerebro.broker.getvalue()


def outcome_of(result):
    strategy, equity = result
    return {"trips": strategy.trips, "fills": strategy.fills, "equity": float(equity)}


if __name__ == "__main__":
    given = options()
    serve(lambda: run_once(given), outcome_of)
