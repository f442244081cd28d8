"""Each model version has a feature service of its own, which tells what it reads and outlives materialisations."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from pikkit.base.errors import NotReadyError
from pikkit.features.feast.feast_config import FeastConfig
from pikkit.features.feast.feast_store import FEATURE_REPO, apply, materialize
from pikkit.features.feast.model_services import register_model_service
from pikkit.features.views.column_names import qualified
from pikkit.features.views.view import FEATURE_SERVICE, VIEWS
from pikkit.settings.feature_urls import FeatureUrls
from tests.feature_repo.conftest import LATE
from tests.feature_repo.reading import read_by_feast, read_online
from tests.features.histories import random_bets, table

pytestmark = pytest.mark.xdist_group("feast")

READ = ("price_logit", "softness_sport", "bettor_win_rate")
COLUMNS = {"historical_performance": ["wins_all", "decided_all"], "sport_features": ["closes_all", "clv_sum_all"]}


def services(folder: Path, urls: FeatureUrls) -> dict[str, dict[str, set[str]]]:
    """Columns by view by service."""
    with FeastConfig.of(folder, urls, FEATURE_REPO).opened(folder) as store:
        return {
            service.name: {
                part.name: {field.name for field in part.features} for part in service.feature_view_projections
            }
            for service in store.list_feature_services()
        }


@pytest.fixture
def folder(features_home: Path, tmp_path: Path, urls: FeatureUrls) -> Path:
    """A folder whose model version 7 reads a few columns."""
    shutil.copytree(features_home / "views", tmp_path / "views")
    materialize(tmp_path, LATE, urls=urls)
    assert register_model_service(tmp_path, "pikkit", "7", READ, urls=urls) == "pikkit_7"
    return tmp_path


def test_a_service_has_the_columns_that_the_features_are_made_of(folder: Path, urls: FeatureUrls) -> None:
    found = services(folder, urls)
    assert set(found) == {FEATURE_SERVICE, "pikkit_7"}
    assert {view: sorted(names) for view, names in found["pikkit_7"].items()} == {
        view: sorted(names) for view, names in COLUMNS.items()
    }


def test_feast_serves_a_model_version_by_its_name(folder: Path, urls: FeatureUrls) -> None:
    asked = table(*(bet | {"placed_at": LATE} for bet in random_bets(20, seed=61)))
    ours = read_online(folder, asked, urls)
    with FeastConfig.of(folder, urls, FEATURE_REPO).opened(folder) as store:
        found = read_by_feast(store, asked, "pikkit_7")
    views = {view.name: view for view in VIEWS}
    names = {qualified(views[view], name) for view, columns in COLUMNS.items() for name in columns}
    assert found == {name: ours[name].tolist() for name in names}


def test_a_service_outlives_materialisations_and_registrations(folder: Path, urls: FeatureUrls) -> None:
    before = services(folder, urls)
    materialize(folder, LATE, urls=urls)
    apply(folder, urls=urls)
    register_model_service(folder, "pikkit", "8", READ[:2], urls=urls)
    after = services(folder, urls)
    assert after == before | {"pikkit_8": {"sport_features": {"closes_all", "clv_sum_all"}}}


def test_a_registry_of_other_views_is_named(folder: Path, urls: FeatureUrls) -> None:
    with FeastConfig.of(folder, urls, FEATURE_REPO).opened(folder) as store:
        store.registry.delete_feature_view("sport_features", store.project)
    with pytest.raises(NotReadyError, match="lacks columns of sport_features"):
        register_model_service(folder, "pikkit", "8", READ, urls=urls)


def test_without_a_registry_there_is_nobody_to_tell(tmp_path: Path) -> None:
    assert register_model_service(tmp_path, "pikkit", "7", READ) is None
    assert not list(tmp_path.iterdir())


def test_a_feature_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="no_such_feature"):
        register_model_service(tmp_path, "pikkit", "7", ("no_such_feature",))


def test_a_damaged_registry_is_named_and_the_old_values_keep_serving(
    features_home: Path, tmp_path: Path, history: pa.Table
) -> None:
    shutil.copytree(features_home, tmp_path, dirs_exist_ok=True)
    (tmp_path / "registry.db").write_bytes(b"not a registry")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: materialize(tmp_path, LATE),
        lambda: apply(tmp_path),
        lambda: register_model_service(tmp_path, "pikkit", "7", READ),
    )
    for attempt in attempts:
        with pytest.raises(NotReadyError, match=r"registry\.db is damaged: remove it and materialise again"):
            attempt()
    assert read_online(tmp_path, history)["historical_performance__bets_all"].max() > 0
    (tmp_path / "registry.db").unlink()
    assert materialize(tmp_path, LATE).written == 0
