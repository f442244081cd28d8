"""The score of a bet as of its placement, by a model and a history that knew nothing later."""

from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.features.build.build import joined_columns
from pikkit.features.definitions.feature import Columns
from pikkit.features.online.history_columns import MATERIALIZED_AT
from pikkit.features.online.reader import Keys, Microseconds
from pikkit.quotes.newest_quotes import NewestQuotes
from pikkit.scoring.pricing import Stakes
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.scorer import Scorer
from pikkit.training.bundle import Bundle

_READ = (
    "sportsbook", "odds", "bettor", "sport", "league", "market", "side", "line", "subject", "home", "away", "period",
    "live", "bet_type", "n_legs", "stake",
)  # fmt: skip
"""As the bet is stored: corrected, and with the selection as it was read then."""


def score_then(
    bundle: Bundle, version: str, bet: pa.Table, history: pa.Table, quotes: pa.Table, stakes: Stakes
) -> Score:
    """Score a stored bet as if it were about to be placed.

    Its features are joined as training joins them (``features.build``): of ``history`` counts what had settled before,
    of ``quotes`` what had been observed before. Its own result, close and profit are not looked at.

    Args:
        bundle: A model that learned from nothing later; see ``workflows.score_of_then``.
        version: What the score says made it.
        bet: The bet, one row (schema BETS).
        history: Stored bets (schema BETS).
        quotes: Stored quotes (schema QUOTES), may be empty.
        stakes: How much it may recommend to stake.

    Raises:
        ValueError: The bet is no request that could be scored: its sportsbook has no name, say.
    """
    placed = bet["placed_at"][0].as_py()
    own = pc.and_(pc.equal(history["bettor"], bet["bettor"][0]), pc.equal(history["bet_id"], bet["bet_id"][0]))
    past = history.filter(pc.and_kleene(pc.invert(own), pc.less(history["settled_at"], bet["placed_at"][0])))
    known = quotes.filter(pc.less(quotes["observed_at"], pa.scalar(placed, quotes["observed_at"].type)))
    seen = NewestQuotes(lambda: known)
    scorer = Scorer(bundle, _Then(joined_columns(bet, past)), version, stakes, timedelta.max, newest_quotes=seen)
    return scorer.score([_request(bet)], now=placed)[0]


def _request(bet: pa.Table) -> ScoreRequest:
    row = bet.to_pylist()[0]
    given = {name: row[name] for name in _READ}
    placed: datetime = row["placed_at"]
    return ScoreRequest.model_validate(given | {"selection": row["bet_info"], "placed_at": placed.isoformat()})


class _Then:
    """The history of one bet's entities as of its placement (``OnlineFeatures``)."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def read(self, keys: Keys, placed_at: Microseconds) -> Columns:  # noqa: ARG002 (of this bet alone)
        """See ``OnlineFeatures``."""
        return {**self._columns, MATERIALIZED_AT: np.asarray(placed_at, dtype=np.int64)}
