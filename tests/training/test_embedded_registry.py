"""An embedded registry says the same without MLflow as MLflow says of it."""

import sqlite3

import pytest

from pikkit.registry.client import connect
from pikkit.registry.digest import TAG
from pikkit.registry.embedded_registry import read_embedded
from tests.training.registries import NAME, Registry


def test_a_version_is_what_mlflow_says_of_it(registry: Registry) -> None:
    registry.register()
    registry.register()
    client = connect(registry.uri)
    told = client.get_model_version_by_alias(NAME, "champion")
    source = client.get_model_version_download_uri(NAME, told.version)
    for found in (read_embedded(registry.uri, NAME, alias="champion"), read_embedded(registry.uri, NAME, number="2")):
        assert found is not None
        assert (found.name, found.number, found.source) == (NAME, str(told.version), source)
        assert found.digest == told.tags[TAG]


def test_what_is_not_there_is_none(registry: Registry) -> None:
    registry.register()
    assert read_embedded(registry.uri, NAME, alias="nobody") is None
    assert read_embedded(registry.uri, "other", alias="champion") is None
    assert read_embedded(registry.uri, NAME, number="9") is None
    connect(registry.uri).delete_model_version(NAME, "1")
    assert read_embedded(registry.uri, NAME, number="1") is None


def test_mlflow_is_asked_where_its_database_has_another_form(registry: Registry) -> None:
    registry.register()
    with sqlite3.connect(registry.folder / "mlflow.db") as database:
        database.execute("UPDATE alembic_version SET version_num = 'another'")
    with pytest.raises(LookupError):
        read_embedded(registry.uri, NAME, alias="champion")


@pytest.mark.parametrize("uri", ["http://127.0.0.1:5000", "postgresql://127.0.0.1/mlflow"])
def test_mlflow_is_asked_of_what_is_not_embedded(uri: str) -> None:
    with pytest.raises(LookupError):
        read_embedded(uri, NAME, alias="champion")
