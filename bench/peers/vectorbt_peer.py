"""vectorbt: averages by its compiled loop, the fastest of its forms, then Portfolio.from_signals."""

import numpy as np
import vectorbt as vbt
from vectorbt.generic import nb as generic

from protocol import columns, crossings, options, serve

FEE = 0.001


def prepare(given):
    _, opens, _, _, closes, _ = columns(given)
    parts = given["instruments"]
    size = len(closes) // parts

    def split(column):
        return np.ascontiguousarray(column[: parts * size].reshape(parts, size).T)

    return split(opens), split(closes)


def shifted(signal):
    """Orders leave at a close and fill at the next open."""
    later = np.zeros_like(signal)
    later[1:] = signal[:-1]
    return later


def signals(closes, warm_up):
    entries = np.empty(closes.shape, dtype=bool)
    exits = np.empty(closes.shape, dtype=bool)
    for column in range(closes.shape[1]):
        close = np.ascontiguousarray(closes[:, column])
        fast = generic.ewm_mean_1d_nb(close, 20, 1, False)
        slow = generic.ewm_mean_1d_nb(close, 50, 1, False)
        up, down = crossings(fast, slow, warm_up)
        entries[:, column] = shifted(up)
        exits[:, column] = shifted(down)
    return entries, exits


def run_once(given, opens, closes):
    entries, exits = signals(closes, given["warmUp"])
    rest = {"price": opens, "fees": FEE, "init_cash": given["capital"], "freq": "1min"}
    if closes.shape[1] == 1:
        return vbt.Portfolio.from_signals(closes[:, 0], entries[:, 0], exits[:, 0], size=np.inf, **rest | {"price": opens[:, 0]})
    size = given["entryQuote"] / (opens * (1 + FEE))
    return vbt.Portfolio.from_signals(closes, entries, exits, size=size, cash_sharing=True, group_by=True, **rest)


def outcome_of(portfolio):
    closed = portfolio.trades.closed.count()
    return {
        "trips": int(np.sum(closed)),
        "fills": len(portfolio.orders.records),
        "equity": float(np.sum(portfolio.final_value())),
    }


if __name__ == "__main__":
    given = options()
    opens, closes = prepare(given)
    serve(lambda: run_once(given, opens, closes), outcome_of)
