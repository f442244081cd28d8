"""Only what differs from what is served is written, and the outcome is that of writing everything."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from pikkit.features.feast import feast_store
from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.store.feast_layout import table_name
from pikkit.features.views.view import VIEWS
from pikkit.settings.feature_urls import FeatureUrls
from tests.feature_repo.conftest import LATE, build
from tests.features.histories import DAY, bet, random_bets, table

pytestmark = pytest.mark.xdist_group("feast")

Rows = list[tuple[bytes, str, bytes]]


def served(folder: Path, urls: FeatureUrls) -> dict[str, Rows]:
    """Every value of every view's table, in order."""
    select = {view.name: f'SELECT entity_key, feature_name, value FROM "{table_name(view)}"' for view in VIEWS}
    if not urls.online:
        with sqlite3.connect(folder / "online.db") as connection:
            found = {name: list(connection.execute(statement)) for name, statement in select.items()}
        connection.close()
    else:
        with psycopg.connect(urls.online, options="-c search_path=pikkit_features") as database:
            found = {name: list(database.execute(statement.encode())) for name, statement in select.items()}
    return {name: sorted(rows) for name, rows in found.items()}


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same history a while later: late settlements, corrections, a deletion, new bets and a new bettor."""
    bets = [each | {"bet_id": str(place)} for place, each in enumerate(random_bets(200, seed=41))]
    late = [each for each in bets if each["outcome"] == "open" or each["settled_at"] is None][:5]
    settled = [each | {"outcome": "win", "settled_at": each["placed_at"] + DAY} for each in late]
    corrected = [each | {"outcome": "loss", "profit": -each["stake"]} for each in bets[:10] if each not in late]
    changed = {each["bet_id"]: each for each in (*settled, *corrected)}
    after = [changed.get(each["bet_id"], each) for each in bets if each["bet_id"] != "50"]
    new = [bet(400 * DAY, 401 * DAY, bettor="newcomer", subject="Nobody"), *random_bets(5, seed=42)]
    return (
        build(table(*bets), tmp_path_factory.mktemp("before")),
        build(table(*after, *new), tmp_path_factory.mktemp("after")),
    )


@pytest.fixture
def folder(before_and_after: tuple[Path, Path], tmp_path: Path, urls: FeatureUrls) -> Path:
    """A folder that serves what was before, with the view files of after."""
    folder, views = tmp_path / "features", [each / "views" for each in before_and_after]
    shutil.copytree(views[0], folder / "views")
    materialize(folder, LATE, urls=urls)
    shutil.copytree(views[1], folder / "views", dirs_exist_ok=True)
    return folder


def test_what_is_written_a_part_is_what_is_written_whole(folder: Path, tmp_path: Path, urls: FeatureUrls) -> None:
    part = materialize(folder, LATE, urls=urls)
    as_part = served(folder, urls)
    whole = materialize(folder, LATE, urls=urls, full=True)
    assert served(folder, urls) == as_part
    assert (whole.rows, whole.written) == (part.rows, part.rows)
    assert 0 < part.written < part.rows
    assert part.kept == part.rows - part.written


def test_nothing_is_written_twice(folder: Path, urls: FeatureUrls) -> None:
    materialize(folder, LATE, urls=urls)
    again = materialize(folder, LATE, urls=urls)
    assert (again.written, again.removed) == (0, 0)


def test_entities_without_history_are_removed(folder: Path, urls: FeatureUrls) -> None:
    rows = materialize(folder, LATE, urls=urls).rows
    emptied = materialize(folder, LATE - 5000 * DAY, urls=urls)
    assert (emptied.rows, emptied.written, emptied.removed) == (0, 0, rows)
    assert not any(served(folder, urls).values())


@pytest.mark.parametrize("urls", [FeatureUrls()])
def test_a_value_that_somebody_changed_is_put_right(folder: Path, urls: FeatureUrls) -> None:
    materialize(folder, LATE)
    right = served(folder, urls)
    with sqlite3.connect(folder / "online.db") as connection:
        connection.execute(f"UPDATE \"{table_name(VIEWS[0])}\" SET value = x'00' WHERE feature_name = 'pikkit_row'")
    connection.close()
    assert materialize(folder, LATE).written == len({key for key, *_ in right[VIEWS[0].name]})
    assert served(folder, urls) == right


def test_a_view_whose_columns_changed_is_written_anew(
    folder: Path, urls: FeatureUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = materialize(folder, LATE, urls=urls)
    fewer = replace(VIEWS[0], streak=False, lifetime=())
    monkeypatch.setattr(feast_store, "VIEWS", (fewer, *VIEWS[1:]))
    again = materialize(folder, LATE, urls=urls)
    assert again.rows == rows.rows
    names = {name for _, name, _ in served(folder, urls)[fewer.name]}
    assert names == {*fewer.columns, "last_settled_us", "pikkit_row"}
    assert again.written == len({key for key, *_ in served(folder, urls)[fewer.name]})


def test_the_table_of_a_view_that_is_no_more_goes_with_it(
    folder: Path, urls: FeatureUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    materialize(folder, LATE, urls=urls)
    monkeypatch.setattr(feast_store, "VIEWS", VIEWS[1:])
    materialize(folder, LATE, urls=urls)
    with pytest.raises((psycopg.errors.UndefinedTable, sqlite3.OperationalError), match=table_name(VIEWS[0])):
        served(folder, urls)
