"""Many bets at once, read by their distinct values, get the scores that each gets alone: to the last bit and word."""

from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pikkit.base.coded_texts import FEW, CodedTexts
from pikkit.scoring.checking import rows_batch
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.scorer import Scorer
from pikkit.scoring.selection import BetBatch
from tests.scoring.test_columns_agree import same
from tests.training.worlds import START

NOW = START + timedelta(days=70)
MOMENTS = [f"{START + timedelta(days=days):%Y-%m-%d}T12:00:00Z" for days in (30, 65, 69, 900)]
ASKED: dict[str, st.SearchStrategy[Any]] = {
    "sportsbook": st.sampled_from(["Alpha", " alpha", "Beta", "Caesars - New York", "Caesars", "Nowhere"]),
    "odds": st.sampled_from([1.91, 2.5, -110, 150, "5/2", 34.0]) | st.floats(1.01, 60),
    "odds_format": st.sampled_from(["auto", "auto", "decimal"]),
    "bettor": st.sampled_from(["ann", " bob ", "bob", "nobody", None]),
    "sport": st.sampled_from(["Soccer", "soccer", "Tennis", None]),
    "league": st.sampled_from(["EPL", "England Premier League", "Moon League", None]),
    "selection": st.sampled_from(
        ["Over 2.5 Total Hull vs. Watford Live", "A Moneyline A @ B | Over 2.5 Total Hull vs. Watford", "x", "", None]
    ),
    "market": st.sampled_from(["Run Line", "moneyline", "Moneyline", None]),
    "side": st.sampled_from(["over", " HOME", "home", None]),
    "subject": st.sampled_from(["Hull", "K. Irving", None]),
    "line": st.sampled_from([2.5, 0, None]),
    "home": st.sampled_from(["Hull", None]),
    "live": st.sampled_from([True, False, None]),
    "n_legs": st.sampled_from([None, 2, 3]),
    "bet_type": st.just("parlay"),
    "stake": st.sampled_from([None, 12.5]),
    "placed_at": st.sampled_from([*MOMENTS, None]),
}
REQUIRED = ("sportsbook", "odds")
rows_asked = st.fixed_dictionaries(
    {name: ASKED[name] for name in REQUIRED},
    optional={name: way for name, way in ASKED.items() if name not in REQUIRED},
)
many = st.lists(rows_asked, min_size=1, max_size=8).filter(lambda rows: all(map(_right, rows)))


def _right(row: dict[str, Any]) -> bool:
    return not (row.get("odds_format") == "decimal" and not isinstance(row["odds"], float))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=many)
def test_a_score_does_not_depend_on_how_many_are_asked_for(scorer: Scorer, rows: list[dict[str, Any]]) -> None:
    alone = [scorer.score([ScoreRequest.model_validate(row)], NOW)[0].model_dump(mode="json") for row in rows]
    few, many = rows_batch(rows), rows_batch(list(islice(cycle(rows), FEW + 2 + len(rows))))
    assert few is not None
    assert many is not None
    assert isinstance(many.texts["sportsbook"], CodedTexts)
    for batch in (few, many):
        together = [score.model_dump(mode="json") for score in scorer.score_batch(batch, NOW).scores()]
        for one, other in zip(together, cycle(alone), strict=False):
            assert one == other


def test_a_flag_is_no_number_that_was_read_before() -> None:
    bet = {"sportsbook": "Alpha", "odds": 2.0}
    assert rows_batch([bet | {"n_legs": 1}]) is not None
    assert rows_batch([bet | {"n_legs": True}]) is None


@settings(max_examples=30, deadline=None)
@given(rows=many)
def test_many_bets_are_read_as_one_by_one(rows: list[dict[str, Any]]) -> None:
    all_rows = list(islice(cycle(rows), FEW + 1))
    batch, alone = rows_batch(all_rows), BetBatch.of([ScoreRequest.model_validate(row) for row in rows])
    assert batch is not None
    assert same(_head(batch, len(rows)), alone)
    assert {name: list(column)[: len(rows)] for name, column in batch.game.items()} == {
        name: list(column) for name, column in alone.game.items()
    }


def _head(batch: BetBatch, n: int) -> BetBatch:
    texts = {name: list(column)[:n] for name, column in batch.texts.items()}
    arrays = {name: getattr(batch, name)[:n] for name in ("odds", "placed_at", "live", "n_legs", "stake")}
    return BetBatch(texts=texts, **arrays)
