"""DuckDB: a CSV file, or a Parquet file made from it, into NumPy columns, with all threads it likes to use."""

import os

import duckdb

from protocol import options, serve

KINDS = "{'timestamp': 'BIGINT', 'open': 'DOUBLE', 'high': 'DOUBLE', 'low': 'DOUBLE', 'close': 'DOUBLE', 'volume': 'DOUBLE'}"


def outcome_of(columns):
    close = columns["close"]
    return {"trips": len(close), "fills": 0, "equity": float(close[-1])}


if __name__ == "__main__":
    files = options()["files"]
    csv = files["csv"]
    connection = duckdb.connect()
    # The order of the rows is part of the task.
    connection.execute("SET preserve_insertion_order = true")
    source = f"read_csv('{csv}', header = true, delim = ',', columns = {KINDS})"
    if files["format"] == "parquet":
        parquet = files["parquet"]
        if not os.path.exists(parquet):
            connection.execute(f"COPY (SELECT * FROM {source}) TO '{parquet}' (FORMAT parquet)")
        source = f"read_parquet('{parquet}')"
    serve(lambda: connection.execute(f"SELECT * FROM {source}").fetchnumpy(), outcome_of)
