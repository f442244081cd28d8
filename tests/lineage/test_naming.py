"""What files, stores and models are called."""

from pathlib import Path

import pytest

from pikkit.lineage.datasets import DatasetId
from pikkit.lineage.naming import file_id, model_id, store_id


@pytest.mark.parametrize(
    ("uri", "namespace", "name"),
    [
        ("/data/exports/ann.csv", "file", "/data/exports/ann.csv"),
        ("/data/a b#1/100%25.csv", "file", "/data/a b#1/100%25.csv"),
        ("file:///data/a%20b.csv", "file", "/data/a b.csv"),
        ("s3://bucket/runs/1/bets", "s3://bucket", "runs/1/bets"),
        ("minio://mlpipeline/v2/artifacts/x", "s3://mlpipeline", "v2/artifacts/x"),
        ("gs://bucket/bets/", "gs://bucket", "bets"),
    ],
)
def test_a_file_is_called_by_its_place(uri: str, namespace: str, name: str) -> None:
    assert file_id(uri) == DatasetId(namespace, name)


def test_a_relative_path_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert file_id("exports/ann.csv").name == str(tmp_path / "exports" / "ann.csv")


@pytest.mark.parametrize(
    ("url", "namespace", "name"),
    [
        ("sqlite:////data/pikkit.db", "file", "/data/pikkit.db/bets"),
        ("sqlite:////data/pikkit.db?timeout=5", "file", "/data/pikkit.db/bets"),
        ("postgresql://ann:s3cret@db.example/bets", "postgres://db.example:5432", "bets.public.bets"),
        (
            "postgresql+psycopg://ann:s3cret@db.example:6543/b?sslmode=require",
            "postgres://db.example:6543",
            "b.public.bets",
        ),
        ("https://abc.supabase.co", "https://abc.supabase.co", "public.bets"),
    ],
)
def test_a_store_is_called_by_its_address_without_user_or_password(url: str, namespace: str, name: str) -> None:
    assert store_id(url) == DatasetId(namespace, name)


@pytest.mark.parametrize(
    ("tracking_uri", "namespace"),
    [
        ("sqlite:////data/mlflow.db", "sqlite:////data/mlflow.db"),
        ("https://ann:s3cret@mlflow.example:5000/base/?token=s3cret", "https://mlflow.example:5000/base"),
    ],
)
def test_a_model_is_called_as_mlflow_does(tracking_uri: str, namespace: str) -> None:
    assert model_id(tracking_uri, "pikkit", "3") == DatasetId(namespace, "models:/pikkit/3")
