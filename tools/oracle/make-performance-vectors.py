"""Writes test/vectors/performance.json: what empyrical and quantstats answer for synthetic daily equity.

Run it with python 3.11 and `pip install empyrical-reloaded==0.7.1 quantstats==0.0.86`, no arguments, no network.
"""

import json
import math
import pathlib
import random

import empyrical
import pandas
import quantstats

DAYS_PER_YEAR = 365


def walk(seed, days, drift, scatter, crash_every=0):
    dice = random.Random(seed)
    equity = [10_000.0]
    for day in range(1, days + 1):
        change = drift + scatter * dice.gauss(0, 1)
        if crash_every and day % crash_every == 0:
            change -= 6 * scatter
        equity.append(round(equity[-1] * (1 + change), 2))
    return equity


def number(value):
    return float(value) if math.isfinite(value) else None


def vector(name, equity, benchmark):
    index = pandas.date_range("2021-01-01", periods=len(equity), freq="D")
    returns = pandas.Series(equity, index=index).pct_change().dropna()
    theirs = pandas.Series(benchmark, index=index).pct_change().dropna()
    year = {"annualization": DAYS_PER_YEAR}
    statistics = quantstats.stats
    expected = {
        "totalReturn": empyrical.cum_returns_final(returns),
        "cagr": empyrical.annual_return(returns, **year),
        "sharpe": empyrical.sharpe_ratio(returns, **year),
        "sortino": empyrical.sortino_ratio(returns, **year),
        "calmar": empyrical.calmar_ratio(returns, **year),
        "volatility": empyrical.annual_volatility(returns, **year),
        "maxDrawdown": -empyrical.max_drawdown(returns),
        "recovery": math.copysign(statistics.recovery_factor(returns), returns.sum()),
        "ulcerIndex": statistics.ulcer_index(returns),
        "valueAtRisk": empyrical.value_at_risk(returns),
        "conditionalValueAtRisk": empyrical.conditional_value_at_risk(returns),
        "tailRatio": empyrical.tail_ratio(returns),
        "skew": statistics.skew(returns),
        "kurtosis": statistics.kurtosis(returns),
    }
    against = {
        "beta": empyrical.beta(returns, theirs),
        "alpha": empyrical.alpha(returns, theirs, **year),
        "correlation": returns.corr(theirs),
    }
    return {
        "name": name,
        "equity": equity,
        "benchmark": benchmark,
        "expected": {key: number(value) for key, value in expected.items()},
        "against": {key: number(value) for key, value in against.items()},
    }


vectors = [
    vector("a year that gains", walk(1, 365, 0.001, 0.02), walk(11, 365, 0.0005, 0.03)),
    vector("crashes", walk(2, 250, 0.002, 0.015, crash_every=60), walk(12, 250, 0.001, 0.02)),
    vector("loses steadily", walk(3, 120, -0.004, 0.01), walk(13, 120, -0.001, 0.02)),
    vector("five days", walk(4, 5, 0.0, 0.02), walk(14, 5, 0.0, 0.02)),
]
target = pathlib.Path(__file__).parents[2] / "test" / "vectors" / "performance.json"
sources = {"empyrical-reloaded": empyrical.__version__, "quantstats": quantstats.__version__}
target.write_text(json.dumps({"sources": sources, "vectors": vectors}) + "\n")
