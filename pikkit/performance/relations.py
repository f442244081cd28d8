"""Rows out of a query."""

import duckdb


def result_rows(result: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """A result's rows by column name."""
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
