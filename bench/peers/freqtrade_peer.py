"""freqtrade's own Backtesting class, kept offline: markets are given instead of fetched, averages are prepared."""

import logging
import pathlib
import tempfile

import pandas as pd
from freqtrade.enums import RunMode
from freqtrade.exchange import Binance
from freqtrade.optimize.backtesting import Backtesting
from freqtrade.strategy import IStrategy

from protocol import averages, columns, crossings, options, serve

FEE = 0.001
PAIR = "BTC/USDT"
MARKET = {
    "id": "BTCUSDT",
    "symbol": PAIR,
    "base": "BTC",
    "quote": "USDT",
    "spot": True,
    "active": True,
    "taker": FEE,
    "maker": FEE,
    "contractSize": None,
    "info": {},
    "precision": {"amount": 1e-8, "price": 1e-8},
    "limits": {kind: {"min": least, "max": None} for kind, least in (("amount", 1e-8), ("price", 1e-8), ("cost", 0.01))},
}


class OfflineBinance(Binance):
    """Asks no server for anything."""

    def __init__(self, config):
        super().__init__(config, validate=False)
        self._markets = {PAIR: MARKET}
        self._api.set_markets([MARKET])

    def reload_markets(self, *_args, **_kwargs):
        pass


class PreparedCross(IStrategy):
    """All in at a crossing up, out at a crossing down, both at the next open."""

    INTERFACE_VERSION = 3
    timeframe = "1m"
    minimal_roi = {"0": 1000}
    stoploss = -0.99
    use_exit_signal = True
    startup_candle_count = 0

    def populate_indicators(self, dataframe, metadata):
        up, down = crossings(*averages(dataframe["close"]), self.config["warm_up_candles"])
        dataframe["up"] = up
        dataframe["down"] = down
        return dataframe

    def populate_entry_trend(self, dataframe, metadata):
        dataframe.loc[dataframe["up"], "enter_long"] = 1
        return dataframe

    def populate_exit_trend(self, dataframe, metadata):
        dataframe.loc[dataframe["down"], "exit_long"] = 1
        return dataframe

    def custom_stake_amount(self, pair, current_time, current_rate, proposed_stake, *_args, **_kwargs):
        # It leaves no room for the fee by itself.
        return self.wallets.get_total("USDT") / (1 + FEE)


def config_of(given):
    folder = pathlib.Path(tempfile.mkdtemp())
    return {
        "runmode": RunMode.OTHER,
        "dry_run": True,
        "dry_run_wallet": given["capital"],
        "stake_currency": "USDT",
        "stake_amount": "unlimited",
        "tradable_balance_ratio": 1,
        "amend_last_stake_amount": False,
        "last_stake_amount_min_ratio": 0.5,
        "amount_reserve_percent": 0,
        "max_open_trades": 1,
        "fee": FEE,
        "timeframe": "1m",
        "trading_mode": "spot",
        "margin_mode": "",
        "entry_pricing": {"price_side": "other"},
        "exit_pricing": {"price_side": "other"},
        "pairlists": [{"method": "StaticPairList"}],
        "exchange": {"name": "binance", "pair_whitelist": [PAIR], "pair_blacklist": []},
        "strategy": "PreparedCross",
        "strategy_path": str(pathlib.Path(__file__).parent),
        "user_data_dir": folder,
        "datadir": folder,
        "dataformat_ohlcv": "feather",
        "dataformat_trades": "feather",
        "internals": {},
        "unfilledtimeout": {"entry": 10, "exit": 10, "unit": "minutes"},
        "warm_up_candles": given["warmUp"],
    }


def frame_of(given):
    time, opens, highs, lows, closes, volumes = columns(given)
    data = {"open": opens, "high": highs, "low": lows, "close": closes, "volume": volumes}
    dates = pd.to_datetime(time, unit="ms", utc=True)
    return pd.DataFrame({"date": dates, **data})


def run_once(backtesting, frame):
    processed = backtesting.strategy.advise_all_indicators({PAIR: frame})
    return backtesting.backtest(processed, frame["date"].iloc[0], frame["date"].iloc[-1])


def outcome_of(result, last_close):
    """What is still open at the end is sold by force there; the task leaves it open and values it at the last close."""
    trades = result["results"]
    forced = trades[trades["exit_reason"] == "force_exit"]
    received = forced["amount"] * forced["close_rate"] * (1 - FEE)
    equity = result["final_balance"] + float((forced["amount"] * last_close - received).sum())
    return {"trips": len(trades) - len(forced), "fills": 2 * len(trades) - len(forced), "equity": equity}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    given = options()
    config = config_of(given)
    backtesting = Backtesting(config, OfflineBinance(config))
    backtesting._set_strategy(backtesting.strategylist[0])
    frame = frame_of(given)
    last_close = float(frame["close"].iloc[-1])
    serve(lambda: run_once(backtesting, frame), lambda result: outcome_of(result, last_close))
