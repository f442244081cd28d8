"""What a file would be read as, before anything is stored."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pikkit.bets.export.read import iter_export
from pikkit.bets.export.source import FormatChoice, Source, open_source

SHOWN = 3
_TOLD = (
    *("bet_id", "placed_at", "sportsbook", "bet_type", "outcome", "odds", "closing_odds", "stake", "profit"),
    *("sport", "league", "bet_info"),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """A file, how it is read, and what comes of it.

    Attributes:
        file: Its name.
        format: The name of its format.
        title: What the format is called.
        separated: By what its fields are separated.
        columns: The header of each field.
        unused: The headers of columns that are not used.
        writing: How its dates and numbers are read, in sentences.
        notes: What is to be said of its prices.
        bets: How many there are.
        rejected: Rows that are none, by rule; ``reason`` is what the first of them is told.
        warned: Bets that would be kept with a warning, by rule.
        first: The first bets.
    """

    file: str
    format: str
    title: str
    separated: str
    columns: dict[str, str]
    unused: tuple[str, ...]
    writing: tuple[str, ...]
    notes: tuple[str, ...]
    bets: int
    rejected: dict[str, int]
    reason: str
    warned: dict[str, int]
    first: list[dict[str, Any]]


def preview(path: Path, bettor: str | None = None, chosen: FormatChoice = None) -> Preview:
    """Read a file to its end, and store nothing.

    Raises:
        InputError: It cannot be read.
    """
    source = open_source(path, chosen)
    rejected, warned, bets = Counter[str](), Counter[str](), 0
    notes: list[str] = []
    first: list[dict[str, Any]] = []
    reason = ""
    for part in iter_export(path, bettor, format=chosen):
        bets += part.bets.num_rows
        rejected.update(part.rejects["rule"].to_pylist())
        warned.update(part.warnings["rule"].to_pylist())
        notes += part.notes
        first += part.bets.select(_TOLD).slice(0, SHOWN - len(first)).to_pylist() if len(first) < SHOWN else []
        reason = reason or next(iter(part.rejects["reason"].to_pylist()), "")
    columns, unused = _columns(source)
    return Preview(
        path.name, source.format.name, source.format.title, source.plan.table.separated if source.plan else "commas",
        columns, unused, _writing(source), tuple(notes), bets, dict(rejected), reason, dict(warned), first,
    )  # fmt: skip


def _columns(source: Source) -> tuple[dict[str, str], tuple[str, ...]]:
    if source.plan is None:
        known = [name for headers in source.format.columns.values() for name in headers]
        used = {name: name for name in source.header.names if name in known}
        return used, tuple(name for name in source.header.names if name not in used)
    used = source.plan.columns
    return used, tuple(name for name in source.plan.table.names if name and name not in used.values())


def _writing(source: Source) -> tuple[str, ...]:
    if source.plan is None:
        return ()
    plan = source.plan
    sentences = [
        f"Dates such as 3/4/2025 have the {'day' if plan.day_first else 'month'} first.",
        f"Moments without a time zone are in {plan.format.time_zone}.",
        f"The decimal sign is a {'comma' if plan.comma else 'point'}.",
    ]
    if plan.format.prices:
        sentences.append(f"Numbers of 100 or more without a sign are {plan.format.prices} odds.")
    if "bet_id" not in plan.places:
        sentences.append("Bets have no ids: each gets one from its date, book, selection, odds and stake.")
    if "sportsbook" not in plan.places:
        sentences.append(f"The book is {plan.format.defaults.get('sportsbook', 'empty')!r} for every bet.")
    return tuple(sentences)
