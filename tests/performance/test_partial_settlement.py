"""A fair history of quarter lines reads as fair: calibration, win rate, ROI, anomalies, quality."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from pikkit.bets.export import read_export
from pikkit.bets.settlement import shares_of
from pikkit.performance import BetFilter
from pikkit.quality.anomalies import find_anomalies
from pikkit.quality.win_ratio import decided_straights
from tests.bets.export_files import row, write_export
from tests.performance.histories import reading

KINDS = {
    # odds, then (share of the bets, status, profit a unit staked): each kind earns nothing on average
    "Leeds -0.75 Asian Handicap Leeds v Hull": (2.5, [(0.3, "WIN", 1.5), (0.2, "WIN", 0.75), (0.5, "LOSS", -1.0)]),
    "Over 2.25 Total Leeds vs. Hull": (2.0, [(0.4, "WIN", 1.0), (0.4, "LOSS", -0.5), (0.2, "LOSS", -1.0)]),
}
"""Half wins at 2.5: 0.3 · 1.5 + 0.2 · 0.75 − 0.5 = 0.1, so the first is slightly better than fair; see SURPLUS."""
SURPLUS = {2.5: 0.1, 2.0: 0.0}
"""What a unit staked earns on average at each price."""
EACH = 100


@pytest.fixture(scope="module")
def bets(tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    """The history, as it is imported."""
    rows: list[dict[str, str]] = []
    start = datetime(2025, 1, 1, tzinfo=UTC)
    for info, (odds, ends) in KINDS.items():
        for share, status, unit in ends:
            for _ in range(round(share * EACH)):
                placed = start + timedelta(hours=7 * len(rows))
                times = {
                    "time_placed_iso": placed.isoformat(),
                    "time_settled_iso": (placed + timedelta(hours=2)).isoformat(),
                }
                ended = {"status": f"SETTLED_{status}", "profit": f"{10 * unit:.2f}", "closing_line": "", "ev": ""}
                rows.append(row(len(rows), bet_info=info, odds=str(odds), **times, **ended))
    return read_export(write_export(tmp_path_factory.mktemp("fair") / "ann.csv", rows)).bets


def test_the_mean_share_is_what_the_bets_returned_at_their_price(bets: pa.Table) -> None:
    share, odds = shares_of(bets).to_numpy(), bets["odds"].to_numpy()
    for price, surplus in SURPLUS.items():
        assert share[odds == price].mean() * price == pytest.approx(1 + surplus)


def test_calibration_win_rate_and_roi_agree_with_it(bets: pa.Table, tmp_path: Path) -> None:
    with reading(tmp_path, bets) as (opened, _):
        (price,) = opened.reliability(BetFilter(bettor="ann"))
        total = opened.breakdown(BetFilter(bettor="ann"), "sport").total
    share = shares_of(bets).to_numpy()
    assert price.bets == 2 * EACH
    assert price.gap == pytest.approx((1 / bets["odds"].to_numpy()).mean() - share.mean())
    assert (total.wins, total.losses, total.partial) == (70, 70, 60)
    assert total.win_rate.value == pytest.approx(share.mean())
    assert total.roi.value == pytest.approx(sum(SURPLUS.values()) / 2)


def test_no_sound_half_is_an_anomaly(bets: pa.Table) -> None:
    found = find_anomalies(bets)
    assert "profit" not in found["kind"].to_pylist()


def test_the_gate_counts_parts_in_part(bets: pa.Table) -> None:
    implied, won = decided_straights(bets)
    assert won.sum() == pytest.approx(np.nansum(shares_of(bets).to_numpy()))
    assert len(implied) == 2 * EACH
