"""What a scan found, for a person."""

from collections.abc import Iterator, Sequence

from pikkit.cli.output import count, percent, table_text
from pikkit.finder.arbitrages import Arbitrage, StakedSelection
from pikkit.finder.market_scan import Scan
from pikkit.finder.middles import Middle
from pikkit.finder.value_bets import ValueBet

SHOWN = 25


def scan_text(scan: Scan) -> str:
    """The best of each kind, one a line."""
    head = f"{count(scan.events, 'event')}, {count(scan.prices, 'market')} of books at {scan.at:%Y-%m-%d %H:%M} UTC."
    left = ", ".join(f"{number:,} {reason}" for reason, number in scan.left_out.items())
    lines = [head, *([f"Not looked at: {left}."] if left else [])]
    lines += [f"No quotes of {book}." for book in scan.unknown_books]
    for title, columns, rows in (
        ("Value", _VALUE, [_value(one) for one in scan.opportunities]),
        ("Arbitrages", _ARBITRAGE, [_arbitrage(one) for one in scan.arbitrages]),
        ("Middles", _MIDDLE, [_middle(one) for one in scan.middles]),
    ):
        lines += ["", f"{title}: {len(rows):,}", *_lines(columns, rows)]
    return "\n".join(lines)


def scan_rows(scan: Scan) -> list[dict[str, object]]:
    """All that was found, a row each; the legs of what has more than one are a list."""
    finds = (("value", scan.opportunities), ("arbitrage", scan.arbitrages), ("middle", scan.middles))
    return [{"kind": kind} | one.model_dump(mode="json") for kind, ones in finds for one in ones]


def scan_columns() -> list[str]:
    """The columns of those rows, whether there are any or not."""
    return list(dict.fromkeys(["kind", *ValueBet.model_fields, *Arbitrage.model_fields, *Middle.model_fields]))


def _lines(columns: Sequence[str], found: Sequence[Sequence[str]]) -> Iterator[str]:
    if found:
        yield from (f"  {line}" for line in table_text(columns, found[:SHOWN], _FLUSH).splitlines())
    if len(found) > SHOWN:
        yield f"  … and {len(found) - SHOWN:,} more; --json has them all."


_VALUE = ("EV", "(low to high)", "stake", "price", "book", "fair", "by books", "minutes old", "bet")
_ARBITRAGE = ("profit", "minutes old", "bets")
_MIDDLE = ("EV", "both between", "chance", "minutes old", "bets")
_FLUSH = frozenset({"EV", "stake", "price", "fair", "by books", "minutes old", "profit", "chance"})


def _value(bet: ValueBet) -> tuple[str, ...]:
    return (
        percent(bet.ev, signed=True),
        f"{percent(bet.ev_low, signed=True)} to {percent(bet.ev_high, signed=True)}",
        percent(bet.stake),
        f"{bet.odds:.2f}",
        bet.sportsbook,
        f"{bet.fair_odds:.2f}",
        str(bet.books),
        f"{bet.age_minutes:.0f}",
        f"{bet.words}, {bet.home} – {bet.away} {bet.event_start:%m-%d %H:%M}",
    )


def _arbitrage(one: Arbitrage) -> tuple[str, ...]:
    return percent(one.profit, signed=True), f"{one.age_minutes:.0f}", _legs(one.legs)


def _middle(one: Middle) -> tuple[str, ...]:
    between = f"{one.low:g} and {one.high:g}"
    return percent(one.ev, signed=True), between, percent(one.chance), f"{one.age_minutes:.0f}", _legs(one.legs)


def _legs(legs: list[StakedSelection]) -> str:
    event = f"{legs[0].home} – {legs[0].away}"
    stakes = (f"{100 * leg.stake:.2f} of 100 on {leg.words} {leg.odds:.2f} at {leg.sportsbook}" for leg in legs)
    return f"{event}: " + ", ".join(stakes)
