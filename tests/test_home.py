"""The sample's home is made of defaults: nothing of the user's own addresses, paths and secrets is in it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from pikkit.base.errors import InputError
from pikkit.embedded.environment import child_environment
from pikkit.embedded.served_home import served_home
from pikkit.home import Home, sample_home
from pikkit.settings import SampleSettings, Settings
from pikkit.settings.variables import variables_of

MARK = "mine-and-nobody-elses"
HARMLESS = {"host", "api_rate_limit"}  # no address of a service, no path, no secret


def marked() -> dict[str, str]:
    """Settings as variables: a mark of ours in every one that takes a text of its own, sections included."""
    plain = json.loads(json.dumps(variables_of(Settings())))
    return {name: f"https://{MARK}" for name in plain if takes_text(name)} | {
        "PIKKIT_CORS_ORIGINS": json.dumps([f"https://{MARK}"]),
        "PIKKIT_WEBHOOKS": json.dumps([{"url": f"https://{MARK}"}]),
        "PIKKIT_SCHEDULE": json.dumps({"kubeflow_host": f"https://{MARK}"}),
        "PIKKIT_DETECTOR": json.dumps({"sink_url": f"https://{MARK}"}),
        "PIKKIT_HOME": f"/var/{MARK}/home",
    }


def takes_text(name: str) -> bool:
    field = Settings.model_fields.get(name.removeprefix("PIKKIT_").lower())
    free = field is not None and field.annotation in (str, SecretStr) and not field.metadata
    return free and name.removeprefix("PIKKIT_").lower() not in HARMLESS


def texts(value: Any) -> list[str]:
    """Every text in a setting, those of its sections and secrets too."""
    if isinstance(value, BaseModel):
        value = dict(value)
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    return [value.get_secret_value() if isinstance(value, SecretStr) else str(value)]


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in marked().items():
        monkeypatch.setenv(name, value)
    return Settings()


def test_the_marks_are_in_ones_own_settings(own: Settings) -> None:
    named = {name for name, value in own if any(MARK in text for text in texts(value))}
    assert {"supabase_url", "supabase_service_key", "mlflow_tracking_uri", "tuning_storage", "cors_origins"} <= named
    assert {"features_online_url", "features_registry_url", "jwt_secret", "notify_urls", "schedule"} <= named


def test_no_address_path_or_secret_of_ones_own_is_in_the_samples_settings(own: Settings) -> None:
    sample = sample_home(own).settings
    inside = str(own.resolved_home / "sample")
    survivors = {name for name, value in sample if any(MARK in text.replace(inside, "") for text in texts(value))}
    assert survivors == set()
    assert sample.resolved_store_url == f"sqlite:///{inside}/pikkit.db"


def test_what_the_sample_takes_over_is_no_address_and_no_secret() -> None:
    kept = set(SampleSettings.KEPT)
    assert kept <= set(Settings.model_fields)
    assert not {name for name in kept if any(word in name for word in ("url", "key", "secret", "storage", "origin"))}


def test_a_process_of_the_sample_reads_nothing_of_ones_own(own: Settings, tmp_path: Path) -> None:
    """Variables, .env and config.yaml of the folder it runs in, all of which name one's own project."""
    (tmp_path / ".env").write_text(f"PIKKIT_SUPABASE_DB_URL=postgresql://{MARK}/db\n")
    (tmp_path / "config.yaml").write_text(f"tuning_storage: postgresql://{MARK}/studies\nquality: {{max_odds: 77}}\n")
    program = "from pikkit.settings.variables import variables_of\nfrom pikkit.settings import get_settings\n"
    program += "import json\nprint(json.dumps(variables_of(get_settings())))"
    environment = child_environment(sample_home(own).settings)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    read = json.loads(done.stdout)
    home = read.pop("PIKKIT_HOME")
    assert MARK not in json.dumps(read).replace(home, "")
    assert (read["PIKKIT_SUPABASE_URL"], json.loads(read["PIKKIT_SAMPLE"])) == ("", True)


@pytest.mark.parametrize("opened", ["store", "records", "quotes"])
def test_a_home_whose_bets_are_elsewhere_is_closed_to_others_too(tmp_path: Path, opened: str) -> None:
    """Reports of the gate and runs hold bets: with a Postgres store the folder was open to the whole machine."""
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    home = Home(Settings(home=folder, store_url=f"sqlite:///{tmp_path / 'elsewhere' / 'bets.db'}"))
    with home.store():
        pass
    folder.chmod(0o755)
    with getattr(home, opened)():
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_served_home_is_closed_to_others(tmp_path: Path) -> None:
    with served_home(Settings(home=tmp_path / "new")):
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_settings_come_back_from_their_variables(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = variables_of(own)
    for name in [name for name in os.environ if name.startswith("PIKKIT_")]:
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Settings() == own.model_copy(update={"home": own.resolved_home})


def test_a_step_is_told_where_it_works() -> None:
    home = Home.of('{"home": "/data", "seed": 11, "model_name": "tennis"}')
    assert (str(home.settings.home), home.settings.seed, home.champion_uri) == ("/data", 11, "models:/tennis@champion")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "no JSON object"),
        ("[1]", "no JSON object; accepted"),
        ('{"hom": "/data"}', "no setting: hom"),
        ('{"seed": "x"}', "cannot be used: seed"),
        ('{"schedule": {"runs": {"x": {"pipeline": "training", "cron": "0 0 31 2 *"}}}}', r"such as 31 2\.$"),
    ],
)
def test_a_step_is_told_what_is_wrong_with_its_settings(text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Home.of(text)
