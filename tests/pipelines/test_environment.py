"""The steps of a local run read the settings that the run was given, secrets too."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from pikkit.settings import Settings
from pikkit.settings.entries import entries, unknown_names
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


def test_what_kubernetes_tells_of_services_is_taken_for_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a release named pikkit every step ended with "should be a valid integer"."""
    monkeypatch.setenv("PIKKIT_API_PORT", "tcp://10.96.120.104:80")
    monkeypatch.setenv("PIKKIT_API_SERVICE_PORT_HTTP", "80")
    monkeypatch.setenv("PIKKIT_API_PORT_80_TCP_ADDR", "10.96.120.104")
    monkeypatch.setenv("PIKKIT_PREDICTOR_PORT", "8181")
    settings = Settings()
    assert (settings.api_port, settings.predictor_port) == (Settings.model_fields["api_port"].default, 8181)
    assert {one.name: one.source for one in entries(settings)}["api_port"] == "default"
    assert not [one for one in unknown_names() if "api" in one]
