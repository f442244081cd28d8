"""Many readers while what is served is replaced again and again: every answer is of one materialisation, whole."""

import threading
from pathlib import Path

import pytest

from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.reader import WHOLE, FeastOnlineFeatures
from pikkit.features.views.column_names import LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS
from pikkit.settings.feature_urls import FeatureUrls
from tests.feature_repo.conftest import LATE
from tests.feature_repo.reading import read_bets
from tests.feature_repo.test_materialisation import bring
from tests.features.histories import START, bet, table

pytestmark = pytest.mark.xdist_group("feast")

READERS = 3
SWITCHES = 2
PAUSE = 0.004
"""Seconds between two readings of one reader: some hundred a switch, and the cores are left to what switches."""
MOMENTS = [qualified(view, LAST_SETTLED) for view in VIEWS if not view.parlays]
"""In a history of one bettor who bets on one thing, the newest result is the same in every view."""


@pytest.fixture
def serving(two_and_three_bets: dict[int, Path], tmp_path: Path, urls: FeatureUrls) -> Path:
    bring(two_and_three_bets[2], tmp_path)
    materialize(tmp_path, LATE, urls=urls)
    return tmp_path


@pytest.mark.parametrize("remembered", [0, 100, WHOLE])
def test_no_answer_mixes_two_materialisations(
    serving: Path, two_and_three_bets: dict[int, Path], urls: FeatureUrls, remembered: int
) -> None:
    reader, stop, seen = FeastOnlineFeatures(serving, urls, remembered=remembered), threading.Event(), list[set[int]]()

    def keep_reading() -> None:
        mine = set[int]()
        seen.append(mine)
        while not stop.wait(PAUSE):
            columns = read_bets(reader, table(bet(LATE - START)))
            moments = {int(columns[name][0]) for name in MOMENTS}
            mine.update(moments if len(moments) == 1 else {-2})

    threads = [threading.Thread(target=keep_reading) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for turn in range(SWITCHES):
        bring(two_and_three_bets[3 - turn % 2], serving)
        materialize(serving, LATE, urls=urls)
    stop.set()
    for thread in threads:
        thread.join()
    read_bets(reader, table(bet(LATE - START)))
    reader._packing.submit(lambda: None).result()  # after what the last new version began
    assert (reader._memory.snapshot is not None) == (remembered == WHOLE and not urls.online), "in memory once more"
    reader.close()
    assert len(seen) == READERS
    assert set().union(*seen) <= {bet_settled(2), bet_settled(3)}


def bet_settled(count: int) -> int:
    """When the last of so many bets settled: one a day, each settled the next."""
    return round(START.timestamp() * 1e6) + count * 86_400_000_000
