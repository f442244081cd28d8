"""What a scan found, for a person."""

from collections.abc import Iterator

from pikkit.cli.output import count, percent
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
    for title, finds, line in (
        ("Value", scan.opportunities, _value),
        ("Arbitrages", scan.arbitrages, _arbitrage),
        ("Middles", scan.middles, _middle),
    ):
        lines += ["", f"{title}: {len(finds):,}", *_lines(finds, line)]  # type: ignore[arg-type]
    return "\n".join(lines)


def scan_rows(scan: Scan) -> list[dict[str, object]]:
    """All that was found, a row each; the legs of what has more than one are a list."""
    finds = (("value", scan.opportunities), ("arbitrage", scan.arbitrages), ("middle", scan.middles))
    return [{"kind": kind} | one.model_dump(mode="json") for kind, ones in finds for one in ones]


def scan_columns() -> list[str]:
    """The columns of those rows, whether there are any or not."""
    return list(dict.fromkeys(["kind", *ValueBet.model_fields, *Arbitrage.model_fields, *Middle.model_fields]))


def _lines(found: list[object], line: object) -> Iterator[str]:
    yield from (f"  {line(one)}" for one in found[:SHOWN])  # type: ignore[operator]
    if len(found) > SHOWN:
        yield f"  … and {len(found) - SHOWN:,} more; --json has them all."


def _value(bet: ValueBet) -> str:
    worth = (
        f"EV {percent(bet.ev, signed=True)} ({percent(bet.ev_low, signed=True)} to {percent(bet.ev_high, signed=True)})"
    )
    what = f"{bet.words}, {bet.home} – {bet.away} {bet.event_start:%m-%d %H:%M}"
    price = f"{bet.odds:.2f} at {bet.sportsbook}, fair {bet.fair_odds:.2f} by {bet.books} others"
    return f"{worth}: {what}: {price}, {bet.age_minutes:.0f} min old; stake {percent(bet.stake)} of the bankroll"


def _arbitrage(one: Arbitrage) -> str:
    return f"{percent(one.profit, signed=True)}: {_legs(one.legs)}; {one.age_minutes:.0f} min old"


def _middle(one: Middle) -> str:
    between = f"both between {one.low:g} and {one.high:g} ({percent(one.chance)})"
    return f"EV {percent(one.ev, signed=True)}: {_legs(one.legs)}; {between}; {one.age_minutes:.0f} min old"


def _legs(legs: list[StakedSelection]) -> str:
    event = f"{legs[0].home} – {legs[0].away}"
    stakes = (f"{100 * leg.stake:.2f} of 100 on {leg.words} {leg.odds:.2f} at {leg.sportsbook}" for leg in legs)
    return f"{event}: " + ", ".join(stakes)
