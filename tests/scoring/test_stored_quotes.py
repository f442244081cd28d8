"""Scores use the newest stored quotes, as of each bet's moment, by the rules that training reads them by."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pikkit.base.errors import NotReadyError
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.newest_quotes import NewestQuotes
from pikkit.quotes.quote_snapshot import QuoteSnapshot
from pikkit.quotes.schema import QUOTES
from pikkit.quotes.store.newest_prices import newest_quotes
from pikkit.quotes.store.opening import open_quote_store
from pikkit.scoring.offered import Offered
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.scorer import Scorer
from pikkit.scoring.selection import BetBatch
from pikkit.settings import Settings
from pikkit.training.quoted import fit_quoted
from tests.quotes.quote_tables import KICK_OFF, make_quotes
from tests.quotes.rows_at_once import rows_at_once
from tests.quotes.test_leakage import BEFORE, OTHERS, PLACED, market
from tests.quotes.test_matching import make_bets
from tests.training.test_quoted import made_up

BET: dict[str, Any] = {
    "sportsbook": "Bwin",
    "odds": 2.3,
    "league": "EPL",
    "selection": "Arsenal Moneyline Arsenal vs. Chelsea",
    "placed_at": PLACED,
}
HOUR = timedelta(hours=1)
THREE = [*OTHERS, *market("Unibet", 2.02, 3.5, 3.9)]
Score_ = Callable[..., Score]


@pytest.fixture(scope="module")
def knowing(scorer: Scorer) -> Scorer:
    """The scorer, of a model that has learned from quotes."""
    bundle = scorer.bundle
    return replace(scorer, bundle=replace(bundle, quoted=fit_quoted(made_up(1), bundle.market, bundle.recipe)))


@pytest.fixture
def score(knowing: Scorer) -> Score_:
    """Scores the bet, changed, where these quotes are stored; at the moment it is placed."""

    def scored(stored_: list[dict[str, Any]], /, **bet: Any) -> Score:
        stored = NewestQuotes(lambda: make_quotes(*stored_))
        request = ScoreRequest.model_validate(BET | bet)
        return replace(knowing, newest_quotes=stored).score([request], PLACED)[0]

    return scored


def test_stored_quotes_move_a_score_and_are_said_in_words(score: Score_) -> None:
    with_quotes, without = score(THREE), score([])
    assert with_quotes.p_win != without.p_win
    assert with_quotes.reasons[0] == "Three other books think 48.1 %; this one pays as if 43.5 %."
    assert not any("other book" in reason for reason in without.reasons)


@pytest.mark.parametrize("later", [timedelta(0), timedelta(microseconds=1), timedelta(hours=4)])
def test_nothing_observed_at_or_after_placement_changes_a_score(score: Score_, later: timedelta) -> None:
    unknown = market("Pinnacle", 1.5, 4.5, 7.0, seen=PLACED + later)
    assert score([*THREE, *unknown]) == score(THREE)


def test_the_close_does_not_reach_a_score(score: Score_) -> None:
    closing = [
        *market("Bwin", 1.8, 3.6, 5.0, seen=KICK_OFF - timedelta(minutes=1)),
        *market("Pinnacle", 1.8, 3.6, 5.0, seen=KICK_OFF - timedelta(minutes=1)),
        *market("Pinnacle", 1.1, 9.0, 20.0, seen=KICK_OFF + timedelta(minutes=9)),
    ]
    assert score([*THREE, *closing]) == score(THREE)


def test_a_bets_own_book_is_never_among_the_others(score: Score_) -> None:
    own = market("Bwin", 1.5, 4.5, 7.0)
    assert score([*THREE, *own]) == score(THREE)
    assert score(own) == score([])
    assert score([*THREE, *own], sportsbook="bwin - New Jersey") == score(THREE)


def test_a_bet_that_nobody_else_quotes_is_scored_bit_for_bit_as_without_a_store(knowing: Scorer) -> None:
    stored = replace(knowing, newest_quotes=NewestQuotes(lambda: make_quotes(*THREE)))
    for change in (
        {"selection": "Leeds Moneyline Leeds vs. Burnley"},
        {"selection": "Over 2.5 Total Arsenal vs. Chelsea"},
        {"selection": None},
        {"placed_at": PLACED - timedelta(days=3)},
        {"n_legs": 2, "bet_type": "parlay"},
    ):
        request = ScoreRequest.model_validate(BET | change)
        assert stored.score([request], PLACED) == knowing.score([request], PLACED)


def test_the_game_may_be_said_in_fields_instead(score: Score_) -> None:
    said = {"selection": None, "market": "moneyline", "side": "home", "home": "Arsenal", "away": "Chelsea FC"}
    fields = score(THREE, sport="Soccer", **said)
    assert fields.reasons[0].startswith("Three other books think")


def test_what_a_request_says_itself_counts_before_the_store(score: Score_) -> None:
    own = [{"sportsbook": "Smarkets", "odds": 2.0, "against": [2.0], "observed_at": BEFORE}]
    assert score(THREE, quotes=own) == score([], quotes=own)
    assert score(THREE, quotes=own).reasons[0].startswith("One other book thinks 50.0 %")


def test_in_a_batch_each_bet_has_its_own(knowing: Scorer) -> None:
    own = [{"sportsbook": "Smarkets", "odds": 2.0, "against": [2.0], "observed_at": BEFORE}]
    stored = replace(knowing, newest_quotes=NewestQuotes(lambda: make_quotes(*THREE)))
    changes: list[dict[str, Any]] = [{}, {"quotes": own}, {"selection": None}]
    requests = [ScoreRequest.model_validate(BET | change) for change in changes]
    together = stored.score(requests, PLACED)
    assert [[one] for one in together] == [stored.score([request], PLACED) for request in requests]


def test_old_quotes_are_called_stale(score: Score_) -> None:
    old = [*market("Pinnacle", 2.0, 3.5, 4.0, seen=PLACED - timedelta(hours=9))]
    said = "The newest of the other books' prices is 9 hours old; they may have moved since."
    assert said in score(old).warnings
    assert said not in score(THREE).warnings


def test_what_a_score_reads_is_what_training_reads() -> None:
    """The same bet, once from the store's table and once from a request."""
    earlier = market("Pinnacle", 2.4, 3.4, 3.2, seen=BEFORE - timedelta(hours=10))
    quotes = make_quotes(*earlier, *THREE, *market("Bwin", 2.3, 3.3, 3.4))
    trained = rows_at_once(make_bets({"odds": 2.3}), quotes).table.select(QUOTE_NAMES).to_pylist()[0]
    batch = BetBatch.of([ScoreRequest.model_validate(BET)])
    placed = batch.placed_by(PLACED)
    served = Offered.of(QuoteSnapshot.of(quotes).others(batch.placed_bets(placed)), batch.odds, placed, {})
    assert list(trained.values()) == served.features[0].tolist()


def test_of_a_bet_placed_before_what_was_read_is_whole_no_quote_is_known(knowing: Scorer) -> None:
    quotes = make_quotes(*THREE)
    read = [NewestQuotes(lambda: quotes, datetime.now(UTC) - PLACED + off) for off in (HOUR, -HOUR)]
    with_, without = (
        replace(knowing, newest_quotes=one).score([ScoreRequest.model_validate(BET)], PLACED) for one in read
    )
    assert with_[0].reasons[0].startswith("Three other books think")
    assert not any("other book" in reason for reason in without[0].reasons)


def test_a_newer_snapshot_takes_the_place_of_the_older_and_an_unreadable_store_of_none() -> None:
    stored: list[Any] = [make_quotes(*OTHERS), make_quotes(*THREE), NotReadyError("The store is away.")]

    def read() -> pa.Table:
        found = stored.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    newest = NewestQuotes(read)
    first = newest.snapshot()
    newest.refresh()
    second = newest.snapshot()
    newest.refresh()
    assert first is not None
    assert second is not None
    assert (len(first.offers), len(second.offers)) == (2, 3)
    assert newest.snapshot() is second


def test_the_configured_store_is_read_and_never_made(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert newest_quotes(settings).snapshot() is None
    assert not list(tmp_path.iterdir())
    now = datetime.now(KICK_OFF.tzinfo)
    start = now + timedelta(hours=5)
    store = open_quote_store(settings)
    seen = {"event_start": start, "seen": now - timedelta(hours=1)}
    gone = {"event_start": now - timedelta(days=2), "seen": now - timedelta(days=3)}
    store.append(make_quotes(*market("Pinnacle", 2.0, 3.5, 4.0, **seen), *market("Pinnacle", 2.0, 3.5, 4.0, **gone)))
    store.close()
    snapshot = newest_quotes(settings).snapshot()
    assert snapshot is not None
    assert len(snapshot.offers) == 1


def test_a_store_without_quotes_has_no_snapshot() -> None:
    assert NewestQuotes(QUOTES.empty_table).snapshot() is None


def test_offers_of_some_markets_are_those_in_the_same_order() -> None:
    totals = [row | {"market": "total", "line": 2.5} for row in market("Pinnacle", 1.9, 1.0, 1.9)]
    totals = [row | {"side": side} for row, side in zip((totals[0], totals[2]), ("over", "under"), strict=True)]
    offers = QuoteSnapshot.of(make_quotes(*THREE, *totals)).offers
    both = offers.on(np.array([1, -1, 0, 1]))
    assert both.odds.tobytes() == offers.odds.tobytes()
    assert len(offers.on(np.array([-1]))) == 0
