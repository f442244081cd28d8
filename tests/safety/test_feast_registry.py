"""Feast's registry under somebody else's hands: no code of it runs, and what is served stays served."""

import pickle
from pathlib import Path

import pytest
from feast.protos.feast.core.Registry_pb2 import Registry

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.features.feast.feast_store import apply, materialize
from pikkit.features.online.store.connection import SCHEMA
from pikkit.settings.feature_urls import FeatureUrls
from tests.feature_repo.conftest import (  # noqa: F401 (fixtures)
    LATE,
    database,
    in_postgres,
    postgres,
    two_and_three_bets,
)
from tests.feature_repo.test_materialisation import ann, bring, serving  # noqa: F401 (fixtures)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("feast")]


class Evil:
    """Makes a file when it is unpickled."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.proof,)


def poison(registry: Registry, proof: Path) -> None:
    view = registry.on_demand_feature_views.add()
    view.spec.name, view.spec.project, view.spec.mode = "evil", "pikkit", "python"
    function = view.spec.feature_transformation.user_defined_function
    function.name, function.body, function.body_text = "evil", pickle.dumps(Evil(proof)), "pass"


def test_code_in_a_registry_does_not_run(serving: Path, tmp_path_factory: pytest.TempPathFactory) -> None:  # noqa: F811
    proof = tmp_path_factory.mktemp("proof") / "it-ran"
    registry = Registry()
    registry.ParseFromString((serving / "registry.db").read_bytes())
    poison(registry, proof)
    (serving / "registry.db").write_bytes(registry.SerializeToString())
    with pytest.raises(NotReadyError, match="holds functions that nobody registered"):
        apply(serving)
    with pytest.raises(NotReadyError, match="holds functions that nobody registered"):
        materialize(serving, LATE)
    assert not proof.exists()
    assert ann(serving) == 2.0
    (serving / "registry.db").unlink()
    materialize(serving, LATE)
    assert ann(serving) == 3.0


@pytest.mark.parametrize("garbage", [b"", b"\x00" * 100, b"not a registry", None])
def test_a_registry_of_garbage_leaves_what_is_served(serving: Path, garbage: bytes | None) -> None:  # noqa: F811
    file = serving / "registry.db"
    file.write_bytes(file.read_bytes()[:-20] if garbage is None else garbage)
    try:
        materialize(serving, LATE)
    except PikkitError:
        assert ann(serving) == 2.0
        file.unlink()
        materialize(serving, LATE)
    assert ann(serving) == 3.0


def test_code_in_a_shared_registry_does_not_run(
    two_and_three_bets: dict[int, Path],  # noqa: F811
    in_postgres: FeatureUrls,  # noqa: F811
    tmp_path: Path,
) -> None:
    import psycopg

    bring(two_and_three_bets[2], tmp_path)
    materialize(tmp_path, LATE, urls=in_postgres)
    registry, proof = Registry(), tmp_path / "it-ran"
    poison(registry, proof)
    view = registry.on_demand_feature_views[0]
    with psycopg.connect(in_postgres.registry) as owner:
        owner.execute(
            f"insert into {SCHEMA}.on_demand_feature_views (feature_view_name, project_id, last_updated_timestamp, "
            "feature_view_proto, user_metadata) values ('evil', 'pikkit', 1, %s, null)",
            [view.SerializeToString()],
        )
    with pytest.raises(NotReadyError, match="holds functions that nobody registered"):
        materialize(tmp_path, LATE, urls=in_postgres)
    assert not proof.exists()
