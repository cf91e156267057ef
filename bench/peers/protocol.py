"""How a peer is measured: one run for each line on stdin, answered with a line of JSON. Same as bench/subject.ts."""

import json
import re
import sys
import time

import numpy as np


def options():
    return json.loads(sys.argv[1])


def columns(given):
    """Rows are time, open, high, low, close, volume."""
    table = np.fromfile(given["candles"]).reshape(6, -1)
    count = given.get("count")
    return table if count is None else table[:, :count].copy()


def peak_mb():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) / 1024


def serve(run, outcome_of):
    """`run` is what is timed; `outcome_of` turns what it returned into trips, fills and equity."""
    for _ in sys.stdin:
        started = time.perf_counter()
        result = run()
        ms = (time.perf_counter() - started) * 1e3
        peak = peak_mb()
        print(json.dumps({"ms": ms, "peakMb": peak, "outcome": outcome_of(result)}), flush=True)


def averages(close):
    """EMA 20 and 50, alpha 2/(n+1), beginning with the first close."""
    import pandas as pd

    series = pd.Series(close)
    return tuple(series.ewm(span=span, adjust=False).mean().to_numpy() for span in (20, 50))


def crossings(fast, slow, warm_up):
    """Up and down crossings at the close of each candle, from the candle `warm_up` on."""
    above = fast > slow
    up = np.zeros(len(fast), dtype=bool)
    down = np.zeros(len(fast), dtype=bool)
    up[warm_up:] = above[warm_up:] & ~above[warm_up - 1 : -1]
    down[warm_up:] = ~above[warm_up:] & above[warm_up - 1 : -1]
    return up, down
