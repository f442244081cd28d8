"""DuckDB's own progress bar, which would break into ours."""

from collections.abc import Callable
from contextlib import suppress

import duckdb


def switch_off_progress_bar(execute: Callable[[str], object]) -> None:
    """Switch it off, by what runs a statement; a notebook without ipywidgets has none, and no such setting either."""
    with suppress(duckdb.InvalidInputException):
        execute("SET enable_progress_bar = false")
