"""An address where something answers that is no MLflow, or one that wants a password: always a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pikkit.base.errors import NotReadyError
from pikkit.registry import resolve
from pikkit.registry.runs import list_runs
from pikkit.registry.versions import list_versions
from tests.strangers import Stranger

ASKED: dict[str, Callable[[str], object]] = {
    "runs": lambda uri: list_runs("pikkit", uri),
    "versions": lambda uri: list_versions("pikkit", uri),
    "champion": lambda uri: resolve("models:/pikkit@champion", uri),
}


@pytest.mark.parametrize("what", ASKED)
def test_what_is_no_mlflow_is_told(
    stranger: Stranger, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "5")
    with pytest.raises(NotReadyError, match="cannot be used: ") as refusal:
        ASKED[what](f"http://127.0.0.1:{stranger.server_port}")
    assert len(str(refusal.value)) < 600
