"""``pikkit bets list`` and ``pikkit bets export``: stored bets, corrections applied."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.base.errors import InputError
from pikkit.cli.output import AsCsv, AsJson, answer_list, count, percent, say, table_text

if TYPE_CHECKING:
    from pikkit.performance import BetFigures, BetFilter, PerformanceReader

Bettor = Annotated[str | None, typer.Option(help="Whose bets; default: everybody's.", show_default=False)]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day (UTC) bets were placed on.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day (UTC) bets were placed on.")]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="NAME=GROUP", help="Only bets of a group, such as league=NBA or outcome=open; repeatable."
    ),
]
Words = Annotated[
    str, typer.Option("--words", help="A part of the bet's text, subject, tags or id.", show_default=False)
]
Sort = Annotated[str, typer.Option(help="A column, smallest first; with a minus, largest first.")]


def list_stored(
    bettor: Bettor = None,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    words: Words = "",
    sort: Sort = "-placed",
    limit: Annotated[int, typer.Option(min=1, max=500, help="Most bets shown.")] = 20,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List stored bets, newest first, with the figures of all that fit; "export" gives all of them as a file."""
    from pikkit.performance.bet_listing import BET_COLUMNS

    asked = _filter(bettor, since, until, where, words)
    with _reader() as reader:
        page = reader.bets(asked, limit, sort=sort)
        total = reader.breakdown(asked).total
    rows = [{name: _plain(value) for name, value in bet.items()} for bet in page.bets]
    document = {"bets": rows, "total": _figures(total)}
    answer_list(rows, _text(rows, total), as_json=as_json, as_csv=as_csv, document=document, columns=BET_COLUMNS)


def export_stored(
    file: Annotated[Path, typer.Argument(help="Where to: a name that ends in .csv or .parquet.", show_default=False)],
    bettor: Bettor = None,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    words: Words = "",
    sort: Sort = "-placed",
) -> None:
    """Write all stored bets that fit to a CSV or Parquet file, corrections applied, moments in UTC."""
    from pikkit.performance.bet_file import BetFileForm

    form = file.suffix.lstrip(".").lower()
    if form not in set(BetFileForm):
        raise InputError(f"{file} names no form; accepted: a name that ends in .csv or .parquet.")
    asked = _filter(bettor, since, until, where, words)
    with _reader() as reader:
        pieces = reader.download(asked, BetFileForm(form), sort)
        bets = reader.breakdown(asked).total.bets
        try:
            with file.open("wb") as out:
                out.writelines(pieces)
        except OSError as error:
            raise InputError(f"{file} cannot be written: {error.strerror}.") from error
    say(f"{count(bets, 'bet')} written to {file}.")


@contextmanager
def _reader() -> "Iterator[PerformanceReader]":
    from pikkit.home import active_home
    from pikkit.performance import PerformanceReader

    home = active_home()
    if not home.has_store():
        raise InputError("There are no bets yet; `pikkit import` reads an export.")
    with home.store() as store:
        reader = PerformanceReader(store, home.settings)
        try:
            yield reader
        finally:
            reader.close()


def _filter(
    bettor: str | None, since: datetime | None, until: datetime | None, where: list[str] | None, words: str
) -> "BetFilter":
    from pikkit.bets.outcome import Outcome
    from pikkit.performance import BetFilter
    from pikkit.performance.dimensions import DIMENSIONS

    groups = dict(_group(text) for text in where or ())
    if unknown := sorted(set(groups) - {*DIMENSIONS, "outcome"}):
        raise InputError(f"Bets have no {unknown[0]!r}; accepted: {', '.join((*DIMENSIONS, 'outcome'))}.")
    if (outcome := groups.get("outcome")) and outcome not in set(Outcome):
        raise InputError(f"The outcome {outcome!r} is not known; accepted: {', '.join(Outcome)}.")
    asked = BetFilter(bettor=bettor, since=_day(since), until=_day(until), text=words)
    for name, group in groups.items():
        asked = replace(asked, **{name: group})  # type: ignore[arg-type]  # all of them are texts
    return asked


def _group(text: str) -> tuple[str, str]:
    name, equals, group = text.partition("=")
    if not equals or not group:
        raise InputError(f"--where {text!r} names no group; accepted: NAME=GROUP, such as league=NBA.")
    return name.strip(), group.strip()


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _figures(total: "BetFigures") -> dict[str, object]:
    roi = total.roi
    return {
        "bets": total.bets,
        "open": total.open,
        "stake": total.stake,
        "profit": total.profit,
        "roi": roi.value,
        "roi_low": roi.low,
        "roi_high": roi.high,
        "clv_staked": total.clv_staked.value,
        "clv_median": total.clv_median,
        "fair_clv": total.fair_clv.value,
        "fair_clv_median": total.fair_clv_median,
    }


def _text(rows: list[dict[str, object]], total: "BetFigures") -> str:
    roi = total.roi
    between = f" ({percent(roi.low, signed=True)} to {percent(roi.high, signed=True)})" if roi.low is not None else ""
    totals = (
        f"{count(total.bets, 'bet')}: {total.stake:,.2f} staked, profit {total.profit:+,.2f}, "
        f"ROI {percent(roi.value, signed=True)}{between}, CLV {percent(total.fair_clv.value, signed=True)}."
    )
    if not rows:
        return "No bet fits."
    shown = [
        [str(row["placed_at"])[:16], str(row["bet_info"] or row["bet_id"])[:60], *(_cell(row[name]) for name in _SHOWN)]
        for row in rows
    ]
    return table_text(("placed", "bet", *_SHOWN), shown, frozenset({"odds", "stake", "profit"})) + f"\n\n{totals}"


_SHOWN = ("sportsbook", "odds", "stake", "outcome", "profit")


def _cell(value: object) -> str:
    return "–" if value is None else f"{value:,.2f}" if isinstance(value, float) else str(value)
