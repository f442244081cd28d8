"""Telling webhooks what a scan found: each once, however often it is found again."""

from collections.abc import Iterator

from pikkit.finder.arbitrages import Arbitrage
from pikkit.finder.market_scan import Scan
from pikkit.finder.middles import Middle
from pikkit.finder.value_bets import ValueBet
from pikkit.outbox import Item, Operation, Outbox
from pikkit.settings import Settings

NOBODY = "*"
"""What is on offer is of no bettor."""
Found = ValueBet | Arbitrage | Middle


def tell_found(scan: Scan, outbox: Outbox, settings: Settings) -> int:
    """Put what is new into the outbox, for the webhooks that ask for it (``found``); returns how many were new.

    What makes it the same one are its selections and books. The outbox remembers for a week what it delivered.

    Raises:
        NotReadyError: The disk is full, or another writer holds on.
    """
    return sum(outbox.add([item]) for item in _items(scan, settings))


def _items(scan: Scan, settings: Settings) -> Iterator[Item]:
    every: dict[str, list[Found]] = {
        "value": [*scan.opportunities],
        "arbitrage": [*scan.arbitrages],
        "middle": [*scan.middles],
    }
    for rule in settings.webhooks:
        for kind, finds in every.items() if rule.found else ():
            for one in finds:
                legs = [one] if isinstance(one, ValueBet) else one.legs
                worth = one.profit if isinstance(one, Arbitrage) else one.ev
                if any(rule.takes(worth, leg.sport, leg.sportsbook, None) for leg in legs):
                    data = {"kind": kind, **one.model_dump(mode="json")}
                    yield Item(rule.url, "found", NOBODY, f"{kind}-{one.key}", Operation.APPEND, data)
