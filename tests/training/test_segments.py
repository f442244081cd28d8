"""How bets are divided, and that a segment's figures are those of its bets alone."""

import numpy as np
import pyarrow as pa
import pytest

from pikkit.bets.odds_bands import odds_band_name
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training.dataset import TrainingSet
from pikkit.training.evaluation import SegmentFigures, measure_bundle
from pikkit.training.evaluation.segment_keys import (
    LEAGUES,
    MIN_BETS,
    SegmentKeys,
    segment_keys,
    segments,
)
from tests.training.bundles import small_bundle
from tests.training.worlds import moving_set, plain_set

BUNDLE = small_bundle()
DATA = moving_set(1500, 6, columns=len(MODEL_FEATURES))
SPORT = np.where(np.arange(1500) % 3 == 0, "Tennis", "Soccer")


def keys(n: int, **given: np.ndarray) -> SegmentKeys:
    blank = np.full(n, "x")
    return SegmentKeys(**{name: given.get(name, blank) for name in ("sport", "league", "market", "sportsbook")})


def plain(n: int) -> TrainingSet:
    return plain_set(np.full(n, 2.0), np.ones(n))


@pytest.fixture(scope="module")
def found() -> tuple[SegmentFigures, ...]:
    return measure_bundle(BUNDLE, DATA, keys=keys(1500, sport=SPORT)).segments


def test_a_segments_figures_are_those_of_its_bets_alone(found: tuple[SegmentFigures, ...]) -> None:
    for name in ("Soccer", "Tennis"):
        (segment,) = (s for s in found if (s.by, s.name) == ("sport", name))
        alone = measure_bundle(BUNDLE, DATA.take(np.equal(name, SPORT)))
        assert (segment.bets, segment.closed, segment.taken) == (alone.decided, alone.closed, alone.taken)
        assert segment.log_loss_model == pytest.approx(alone.log_loss_model)
        assert segment.gain.value == pytest.approx(alone.log_loss_price - alone.log_loss_model)
        assert (segment.brier, segment.ece.value) == pytest.approx((alone.brier, alone.ece))
        for figure in ("gap_closed", "gap_closed_expected", "roi", "clv"):
            ours, theirs = getattr(segment, figure), getattr(alone, figure)
            assert ours.value == pytest.approx(theirs.value)
            assert ours.high - ours.low == pytest.approx(theirs.high - theirs.low, rel=0.25)


def test_every_decided_bet_is_in_one_segment_of_every_kind(found: tuple[SegmentFigures, ...]) -> None:
    for by in ("sport", "league", "market", "odds_band", "sportsbook", "month"):
        assert sum(segment.bets for segment in found if segment.by == by) == 1500


def test_the_expected_gap_has_a_narrower_interval_than_the_gap_on_results() -> None:
    whole = measure_bundle(BUNDLE, DATA)
    spans = [figure.high - figure.low for figure in (whole.gap_closed_expected, whole.gap_closed)]
    assert spans[0] < spans[1] / 3


def test_small_segments_are_shown_together() -> None:
    n = 2 * MIN_BETS
    league = np.array(["big"] * MIN_BETS + [f"small {i % 7}" for i in range(MIN_BETS)])
    divided = segments("league", plain(n), keys(n, league=league))
    assert divided.names == ("big", "other")
    assert np.bincount(divided.number).tolist() == [MIN_BETS, MIN_BETS]


def test_only_the_largest_leagues_are_shown_alone() -> None:
    n = MIN_BETS * (LEAGUES + 3)
    league = np.repeat([f"league {i:02d}" for i in range(LEAGUES + 3)], MIN_BETS)
    divided = segments("league", plain(n), keys(n, league=league))
    assert len(divided.names) == LEAGUES + 1
    assert (divided.number == LEAGUES).sum() == 3 * MIN_BETS


def test_months_and_odds_bands_come_in_order() -> None:
    data = plain_set([1.1, 15.0, 1.9, 2.0], np.ones(4), placed_at=np.array([0, 20, 40, 400]) * np.int64(86_400_000_000))
    assert segments("month", data, keys(4)).names == ("1970-01", "1970-02", "1971-02")
    bands = segments("odds_band", data, keys(4))
    assert bands.names == ("below 1.20", "1.80–2.00", "2.00–2.40", "from 10.00")
    assert bands.number.tolist() == [0, 3, 1, 2]


def test_bands_are_named_by_their_edges() -> None:
    assert [odds_band_name(band) for band in (0, 1, 10)] == ["below 1.20", "1.20–1.40", "from 10.00"]


def test_what_is_not_known_is_a_segment_of_its_own() -> None:
    table = pa.table({name: pa.array([None, "a"], pa.string()) for name in ("sport", "league", "market", "sportsbook")})
    assert segment_keys(table).sport.tolist() == ["unknown", "a"]


def test_no_bets_have_no_segments() -> None:
    assert measure_bundle(BUNDLE, DATA.take(np.zeros(1500, dtype=bool)), keys=keys(0)).segments == ()
