"""Filling the online store: whole or not at all, as often as one likes, while it is being read."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from feast import FeatureStore

from pikkit.base.errors import InputError, NotReadyError
from pikkit.feature_repo.views import FEATURE_VIEWS
from pikkit.features.feast.feast_store import EPOCH, apply, materialize
from pikkit.features.online.reader import FeastOnlineFeatures
from pikkit.features.online.store.online_writer import Materialization
from pikkit.features.views.view import FEATURE_SERVICE, VIEWS
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls
from tests.feature_repo.conftest import LATE
from tests.feature_repo.reading import read_bets, read_online
from tests.features.histories import START, bet, table

pytestmark = pytest.mark.xdist_group("feast")

COLUMN = "historical_performance__bets_all"


def ann(home: Path | FeastOnlineFeatures, urls: FeatureUrls = EMBEDDED) -> float:
    """How many settled bets of ann's a folder serves."""
    asked = table(bet(LATE - START))
    columns = read_bets(home, asked) if isinstance(home, FeastOnlineFeatures) else read_online(home, asked, urls)
    return float(columns[COLUMN][0])


def bring(views: Path, home: Path) -> None:
    shutil.copytree(views / "views", home / "views", dirs_exist_ok=True)


@pytest.fixture
def serving(two_and_three_bets: dict[int, Path], tmp_path: Path) -> Path:
    """A folder that serves two bets, with the view files of three."""
    bring(two_and_three_bets[2], tmp_path)
    materialize(tmp_path, LATE)
    bring(two_and_three_bets[3], tmp_path)
    return tmp_path


def test_a_reader_notices_the_next_materialisation(serving: Path) -> None:
    reader = FeastOnlineFeatures(serving)
    assert ann(reader) == 2.0
    materialize(serving, LATE)
    assert ann(reader) == 3.0


def test_it_tells_of_a_part_only_when_it_has_ended(serving: Path) -> None:
    heard, total = list[tuple[int, int, str]](), 3 + len(VIEWS)
    materialize(serving, LATE, tell=lambda *part: heard.append(part))
    parts = f"parts (newest rows, definitions, {len(VIEWS)} views, switch)"
    assert heard == [(done, total, parts) for done in range(total)]
    heard.clear()
    (serving / "views" / f"{VIEWS[-1].name}.parquet").write_bytes(b"not a Parquet file")
    with pytest.raises(Exception, match="arquet"):
        materialize(serving, LATE, tell=lambda *part: heard.append(part))
    assert [done for done, *_ in heard] == [0]


def test_one_that_fails_half_way_leaves_the_old_values_serving(serving: Path) -> None:
    (serving / "views" / f"{VIEWS[-1].name}.parquet").write_bytes(b"not a Parquet file")
    before = sorted(path.name for path in serving.iterdir())
    with pytest.raises(Exception, match="arquet"):
        materialize(serving, LATE)
    assert ann(serving) == 2.0
    assert sorted(path.name for path in serving.iterdir()) == before


KILLED_HALF_WAY = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.store.online_sqlite import SqliteWriter
insert, written = SqliteWriter.insert, []
def die_at_the_fifth(self, view, values):
    written.append(insert(self, view, values))
    if len(written) == 5:
        os.kill(os.getpid(), signal.SIGKILL)
SqliteWriter.insert = die_at_the_fifth
materialize(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
"""


def test_one_that_is_killed_leaves_the_old_values_serving_and_the_next_one_tidies_up(serving: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED_HALF_WAY, serving, LATE.isoformat()],
        env=os.environ,
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL
    assert len(list(serving.glob(".staging-*"))) == 1
    assert ann(serving) == 2.0
    materialize(serving, LATE)
    assert ann(serving) == 3.0
    assert list(serving.glob(".staging-*")) == []


def test_two_at_once_both_finish(serving: Path) -> None:
    done: list[Materialization] = []
    threads = [threading.Thread(target=lambda: done.append(materialize(serving, LATE))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    of_singles = sum(not view.parlays for view in VIEWS)
    # One entity a view, and no parlay; the second finds nothing left to write.
    assert sorted((each.rows, each.written) for each in done) == [(of_singles, 0), (of_singles, of_singles)]
    assert ann(serving) == 3.0


def test_entities_that_lost_their_history_are_no_longer_served(serving: Path, tmp_path: Path) -> None:
    materialize(serving, until=START)
    assert ann(serving) == 0.0


def test_registering_keeps_values_and_intervals_and_drops_what_is_no_longer_defined(serving: Path) -> None:
    store = FeatureStore(repo_path=str(serving))
    retired = store.get_feature_service(FEATURE_SERVICE)
    retired.name = "pikkit_v0"
    store.apply(retired)
    apply(serving)
    registry = FeatureStore(repo_path=str(serving))
    assert [service.name for service in registry.list_feature_services()] == [FEATURE_SERVICE]
    assert all(view.materialization_intervals[-1][0] == EPOCH for view in registry.list_feature_views())
    assert ann(serving) == 2.0


def test_a_folder_serves_where_it_is_moved_and_registering_finds_its_files_again(
    serving: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    moved = tmp_path_factory.mktemp("elsewhere") / "features"
    shutil.copytree(serving, moved)
    shutil.rmtree(serving)
    assert ann(moved) == 2.0
    apply(moved)
    sources = FeatureStore(repo_path=str(moved)).list_data_sources()
    assert {Path(source.path) for source in sources} == {moved / "views" / f"{view.name}.parquet" for view in VIEWS}


def test_the_definitions_themselves_name_no_place() -> None:
    assert not any(Path(view.batch_source.path).is_absolute() for view in FEATURE_VIEWS)


def test_a_folder_without_view_files_cannot_be_materialised(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="build the features"):
        materialize(tmp_path)


def test_a_folder_never_materialised_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="no online features"):
        FeastOnlineFeatures(tmp_path)


def test_a_damaged_online_store_is_named_and_made_anew(serving: Path) -> None:
    reader = FeastOnlineFeatures(serving)
    (serving / "online.db").write_bytes(b"not a database at all, " * 100)
    reads: tuple[Callable[[], float], ...] = (lambda: ann(reader), lambda: ann(serving))
    for read in reads:
        with pytest.raises(NotReadyError, match=r"online\.db cannot be read .* materialise them again"):
            read()
    materialize(serving, LATE)
    assert ann(reader) == 3.0


def test_an_online_store_that_is_gone_is_named_and_found_again(serving: Path) -> None:
    reader = FeastOnlineFeatures(serving)
    (serving / "online.db").rename(serving / "away.db")
    with pytest.raises(NotReadyError, match="no online features"):
        ann(reader)
    (serving / "away.db").rename(serving / "online.db")
    assert ann(reader) == 2.0


def test_registering_alone_serves_nothing_yet(tmp_path: Path) -> None:
    apply(tmp_path)
    with pytest.raises(NotReadyError, match="no online features"):
        FeastOnlineFeatures(tmp_path)


def test_a_moment_without_a_time_zone_is_refused(serving: Path) -> None:
    with pytest.raises(InputError, match="time zone"):
        materialize(serving, until=datetime(2024, 1, 1))  # noqa: DTZ001


def test_a_package_that_is_not_there_is_named(serving: Path) -> None:
    with pytest.raises(InputError, match="no_such_package"):
        apply(serving, package="no_such_package")
