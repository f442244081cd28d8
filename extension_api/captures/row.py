"""From a capture and its score to the row that is kept."""

import threading
import time
from datetime import datetime

from pikkit.base.sql_moments import datetime_of
from pikkit.bets.bet_info.in_book import in_book
from pikkit.bets.bet_info.leg_fields import LegFields
from pikkit.bets.bet_info.market_names import canonical_market
from pikkit.bets.bet_info.parse import leg_fields, split_legs
from pikkit.bets.names import canonical_leagues, canonical_sports, canonical_sportsbook
from pikkit.extension_api.captures.models import Capture, Opportunity, Status
from pikkit.extension_api.scoring import Scored

_NO_LEG = LegFields(raw="")


class Clock:
    """Moments in microseconds, each later than the one before, so that captures have an order to be paged by."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def now(self) -> datetime:
        """This moment, UTC."""
        with self._lock:
            self._last = max(self._last + 1, time.time_ns() // 1000)
            return datetime_of(self._last)


def opportunity_of(capture: Capture, score: Scored, bettor: str, now: datetime) -> Opportunity:
    """What is kept of a capture. What the text of a single selection says fills in for fields that were not given."""
    leg = _leg(capture)
    leagues = canonical_leagues(capture.league) if capture.league else None
    return Opportunity(
        bettor=bettor,
        client_key=capture.client_key,
        captured_at=now,
        updated_at=now,
        status=Status.NEW,
        sportsbook=canonical_sportsbook(capture.sportsbook)[0],
        sport=canonical_sports(capture.sport or "", leagues),
        league=leagues,
        market=canonical_market(capture.market) if capture.market else leg.market,
        side=capture.side or leg.side,
        line=leg.line if capture.line is None else capture.line,
        subject=capture.subject or leg.subject,
        home=capture.home or leg.home,
        away=capture.away or leg.away,
        period=capture.period or leg.period,
        live=leg.live if capture.live is None else capture.live,
        odds=score.odds,
        p_win=score.p_win,
        p_market=score.p_market,
        ev=score.ev,
        kelly=score.kelly,
        verdict=score.verdict,
        model_version=score.model_version,
        raw=capture.raw if capture.raw is not None else capture.selection,
    )


def _leg(capture: Capture) -> LegFields:
    legs = split_legs(capture.selection or "")
    return in_book(leg_fields(legs[0]), capture.sportsbook) if len(legs) == 1 else _NO_LEG
