"""The steps of a local run read the settings that the run was given, secrets too."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from pikkit.settings import Settings
from pikkit.settings.schedule import ScheduleRules
from pikkit.settings.variables import variables_of


def test_settings_written_as_variables_are_read_again_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Settings(
        home=tmp_path,
        seed=7,
        jwt_secret=SecretStr("what signs tokens"),
        supabase_service_key=SecretStr("a key"),
        schedule=ScheduleRules(kubeflow_token=SecretStr("a token inside")),
    )
    for name, value in variables_of(given).items():
        monkeypatch.setenv(name, value)
    assert Settings() == given


def test_secrets_do_not_show_where_settings_are_printed(tmp_path: Path) -> None:
    given = Settings(home=tmp_path, jwt_secret=SecretStr("what signs tokens"))
    assert "what signs" not in f"{given!r}{given}{given.model_dump_json()}"
