"""What became of captures: linked with the bets they became as soon as those are in the store, and how these ended."""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pikkit.captures.capture_match import LATEST, Selected, capture_matches
from pikkit.extension_api.captures.keeping import Captures
from pikkit.extension_api.captures.listing import CaptureQuery, Page
from pikkit.extension_api.captures.models import BetEnd, Followed, Opportunity, Status
from pikkit.performance.close_margins import CloseMargins
from pikkit.store import BetStore

_DAYS = timedelta(days=120)
_MOST = 2000
_OPEN = {Status.NEW, Status.PLACED}


class Following:
    """Follows captures; threads may share it.

    Args:
        captures: Where they are.
        store: Gives the bets; called when something is to be followed.
        margins: Gives the margins of closing prices; called when a followed bet has one.
    """

    def __init__(self, captures: Captures, store: Callable[[], BetStore], margins: Callable[[], CloseMargins]) -> None:
        self._captures, self._store, self._margins = captures, store, margins
        self._lock = threading.Lock()
        self._seen: dict[str, object] = {}

    def page(self, bettor: str | None, asked: CaptureQuery) -> Page:
        """A page of captures, linked and with how their bets ended.

        Raises:
            NotReadyError: The store cannot be reached.
        """
        if bettor is not None and self._captures.may_change:
            self._link(bettor)
        page = self._captures.page(bettor, asked)
        return Page(self._followed(page.opportunities), page.before)

    def _link(self, bettor: str) -> None:
        """Link captures with bets that came in since this was asked last."""
        query = CaptureQuery(limit=_MOST, since=datetime.now(UTC) - _DAYS)
        with self._lock:
            seen = self._captures.page(bettor, query).opportunities
            waiting = [one for one in seen if one.status in _OPEN]
            state = (self._store().watermark() if waiting else 0, len(seen), seen[0].captured_at if seen else None)
            if waiting and self._seen.get(bettor) != state:
                self._link_all(bettor, seen, waiting)
            self._seen[bettor] = state

    def _link_all(self, bettor: str, seen: Sequence[Opportunity], waiting: Sequence[Opportunity]) -> None:
        end = max(one.captured_at for one in waiting) + LATEST
        rows = self._store().read(bettors=[bettor], placed_before=end).to_pylist()
        first = min(one.captured_at for one in waiting) - LATEST
        bets = {row["bet_id"]: row for row in rows if row["placed_at"] >= first}
        taken = {one.bet_id for one in seen if one.bet_id}
        free = [_bet(row) for row in bets.values() if row["n_legs"] == 1 and row["bet_id"] not in taken]
        unlinked = {one.client_key: one for one in waiting if one.bet_id is None}
        for match in capture_matches([_capture(one) for one in unlinked.values()], free):
            self._captures.link(match.capture, bettor, bets[match.bet], match.confidence)
        for one in waiting:
            if one.bet_id in bets and one.status is not _status(bets[one.bet_id]):
                self._captures.link(one.client_key, bettor, bets[one.bet_id], one.bet_confidence)

    def _followed(self, shown: Iterable[Opportunity]) -> list[Followed]:
        captured = list(shown)
        ids = {one.bet_id for one in captured if one.bet_id}
        rows = self._store().read(bettors={one.bettor for one in captured if one.bet_id}, bet_ids=ids) if ids else None
        bets = {(row["bettor"], row["bet_id"]): row for row in rows.to_pylist()} if rows is not None else {}
        margins = self._margins() if any(bet["closing_odds"] for bet in bets.values()) else CloseMargins()
        return [_followed(one, bets.get((one.bettor, one.bet_id)), margins) for one in captured]


def _followed(one: Opportunity, bet: dict[str, Any] | None, margins: CloseMargins) -> Followed:
    return Followed(**one.model_dump(), became=None if bet is None else _end(one, bet, margins))


def _end(one: Opportunity, bet: dict[str, Any], margins: CloseMargins) -> BetEnd:
    close = bet["closing_odds"]
    known = close is not None and close > 1
    return BetEnd(
        outcome=bet["outcome"],
        odds=bet["odds"],
        stake=bet["stake"],
        profit=bet["profit"] if bet["outcome"] != "open" else None,
        settled_at=bet["settled_at"],
        closing_odds=close if known else None,
        clv=bet["odds"] / close - 1 if known else None,
        fair_clv=margins.clv(bet["sportsbook"], bet["odds"], close),
        clv_captured=one.odds / close - 1 if known else None,
    )


def _status(bet: dict[str, Any]) -> Status:
    return Status.PLACED if bet["outcome"] == "open" else Status.SETTLED


def _capture(one: Opportunity) -> Selected:
    return Selected(
        one.client_key, one.captured_at, one.sportsbook, one.odds, one.market, one.side, one.line, one.subject,
        one.period, one.home, one.away, one.sport, one.league, one.raw,
    )  # fmt: skip


def _bet(row: dict[str, Any]) -> Selected:
    names = ("market", "side", "line", "subject", "period", "home", "away", "sport", "league")
    given = {name: row[name] for name in names}
    return Selected(row["bet_id"], row["placed_at"], row["sportsbook"], row["odds"], **given, text=row["bet_info"])
