"""What other books' prices in a request say, and which of them do not count."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from pydantic import ValidationError

from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.scoring.field_texts import values_of_texts
from pikkit.scoring.offered import Offered, OfferedPrice, offered
from pikkit.scoring.request import ScoreRequest

PLACED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(*quotes: dict[str, object]) -> Offered:
    offers = [OfferedPrice.model_validate(quote) for quote in quotes]
    found = offered([offers], ["Bwin"], np.array([2.3]), np.array([int(PLACED.timestamp() * 1e6)]), {})
    assert found is not None
    return found


EVEN = {"odds": 1.95, "against": [1.95]}


def test_others_are_said_in_words() -> None:
    found = read({"sportsbook": "Pinnacle", **EVEN}, {"sportsbook": "Bet365", **EVEN})
    assert found.reason(0, 2.3) == "Two other books think 50.0 %; this one pays as if 43.5 %."
    assert found.features[0, QUOTE_NAMES.index("quote_books")] == 2


def test_the_own_book_and_what_came_later_do_not_count() -> None:
    found = read({"sportsbook": "bwin", **EVEN}, {"sportsbook": "Pinnacle", **EVEN, "observed_at": PLACED})
    assert np.isnan(found.features).all()
    assert [sentence.split(" does")[0] for sentence in found.refused[0]] == [
        "The quote of Bwin",
        "The quote of Pinnacle",
    ]


def test_one_side_alone_is_no_opinion() -> None:
    assert np.isnan(read({"sportsbook": "Pinnacle", "odds": 1.95}).features).all()


def test_a_stale_quote_is_said() -> None:
    found = read({"sportsbook": "Pinnacle", **EVEN, "observed_at": PLACED - timedelta(hours=9)})
    assert list(found.warnings(0, timedelta(hours=6))) == [
        "The newest of the other books' prices is 9 hours old; they may have moved since."
    ]


def test_nothing_said_is_nothing_read() -> None:
    assert offered([None, None], ["Bwin"] * 2, np.ones(2), np.ones(2, dtype=np.int64), {}) is None


def test_quotes_are_objects_and_where_there_is_only_text_their_json() -> None:
    text = '[{"sportsbook": "Pinnacle", "odds": 1.95}]'
    (offers,) = values_of_texts("quotes", [text])
    asked = ScoreRequest.model_validate({"sportsbook": "Bwin", "odds": 2.3, "quotes": offers})
    assert asked.quotes == [OfferedPrice(sportsbook="Pinnacle", odds=1.95)]
    with pytest.raises(ValidationError, match="valid list"):
        ScoreRequest.model_validate({"sportsbook": "Bwin", "odds": 2.3, "quotes": text})
    with pytest.raises(ValidationError, match="greater than 1"):
        ScoreRequest.model_validate({"sportsbook": "Bwin", "odds": 2.3, "quotes": [{"sportsbook": "P", "odds": 0.9}]})
