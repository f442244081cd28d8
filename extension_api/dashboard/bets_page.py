"""The bets themselves: a page of them, what all that fit came to, and all of them as a file."""

from datetime import UTC, datetime

from flask import Response, render_template

from pikkit.extension_api.api.bets import BetsQuery
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.performance import BetFilter
from pikkit.performance.bet_file import BetFileForm

_TYPES = {BetFileForm.CSV: "text/csv", BetFileForm.PARQUET: "application/vnd.apache.parquet"}
_COLUMNS = (
    ("placed", "Placed", "-"),
    ("bet", "Bet", ""),
    ("sportsbook", "Book", ""),
    ("odds", "Odds", "-"),
    ("close", "Close", "-"),
    ("fair_clv", "CLV", "-"),
    ("stake", "Stake", "-"),
    ("outcome", "Outcome", ""),
    ("profit", "Profit", "-"),
)
"""Each column's name in the address, its heading, and the way it is sorted at first."""
NUMBERS = frozenset({"odds", "close", "fair_clv", "stake", "profit"})


@blueprint.get("/bets")
def bets() -> str:
    """List bets, found by words and filters, with the figures of all that fit."""
    query, bettor = asked(BetsQuery), bettor_asked()
    meant = query.for_bettor(bettor, query.q)
    page = performance_reader().bets(meant, query.limit, query.cursor, query.sort)
    conditions = {name: str(value) for name, value in query.model_dump(exclude={"bettor", "cursor"}).items() if value}
    return render_template(
        "dashboard/bets.html",
        title="Bets",
        page=page,
        total=performance_reader().breakdown(meant).total,
        asked=query,
        conditions=conditions,
        columns=[
            (name, heading, name in NUMBERS, *_sorting(name, first, query.sort)) for name, heading, first in _COLUMNS
        ],
        choices=performance_reader().choices(BetFilter(bettor=bettor)),
    )


@blueprint.get("/bets.<any(csv, parquet):form>")
def bets_file(form: str) -> Response:
    """Give all bets that fit as a file, written while it is sent."""
    query, kind = asked(BetsQuery), BetFileForm(form)
    pieces = performance_reader().download(query.for_bettor(bettor_asked(), query.q), kind, query.sort)
    response = Response(pieces, mimetype=_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="bets-{datetime.now(UTC):%Y-%m-%d}.{form}"'
    return response


def _sorting(name: str, first: str, sort: str) -> tuple[str, str]:
    """What a click on a column sorts by next, and how it is sorted now (for ``aria-sort``)."""
    if sort.lstrip("-") != name:
        return first + name, ""
    return (name, "descending") if sort.startswith("-") else (f"-{name}", "ascending")
