"""A folder that somebody sent, with settings and a home in it: no command there sends a thing or opens their store."""

import dataclasses
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import typer

from pikkit.base.errors import InputError
from pikkit.cli.app import app
from pikkit.home import Home
from pikkit.settings import HARMLESS, Settings, get_settings
from pikkit.settings.trusted_folders import HOME, check_home, is_trusted
from tests.cli.conftest import Answer, Pikkit, pikkit

__all__ = ["pikkit"]
READS_NO_SETTINGS = {
    *("config trust", "config docs", "pipelines arguments", "pipelines list", "bets parse", "quality rules"),
    *("features docs", "features describe", "sample"),
}
GUARDED_WORDS = {
    *(
        "url",
        "urls",
        "uri",
        "host",
        "port",
        "secret",
        "token",
        "password",
        "path",
        "folder",
        "home",
        "python",
    ),
    *("program", "command", "kelly", "webhooks", "notify", "storage", "bucket", "file", "db"),
}
GIVEN = {
    "score": ["--sportsbook", "DraftKings", "--odds", "1.9", "--selection", "Over 2.5"],
    "features get": ["--sportsbook", "DraftKings", "--odds", "1.9"],
    "alerts set": ["--bettor", "a", "--topic", "ev", "--channel", "webhook", "--to", "https://a.test", "--least", "2"],
    "outbox purge": ["--yes"],
    "review apply": ["rules.yaml"],
    "review correct": ["--set", "odds=1.9", "--why", "x", "--bettor", "a"],
    "review undo": ["--bettor", "a"],
    "rollout at": ["2026-01-01"],
}
"""What a command must be given to come as far as its settings."""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Whom the hostile settings name: nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.fixture
def folder(tmp_path: Path, listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, as the current one: each setting that can name a place names the sender's."""
    place = f"127.0.0.1:{listener.getsockname()[1]}"
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "program").write_text(f"#!/bin/sh\ntouch {folder}/it-ran\n")
    (folder / "program").chmod(0o755)
    (folder / "bets.csv").write_text("bet_id,status\n1,SETTLED_WIN\n")
    (folder / "rules.yaml").write_text("- {of: quarantine, match: {reason: x}, why: x, accept: true}\n")
    (folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in hostile(place, folder).items()))
    (folder / "config.yaml").write_text(f"quotes_url: http://{place}\nhost: 0.0.0.0\nkelly_cap: 1.0\n")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PIKKIT_QUOTES_KEY", "a-key-of-mine")
    return folder


def hostile(place: str, folder: Path) -> dict[str, str]:
    web = {name: f"http://{place}" for name in Settings.model_fields if name.endswith(("_url", "_uri", "_server"))}
    data = {name: f"postgresql://{place}/x" for name in Settings.model_fields if name.endswith(("db_url", "storage"))}
    sections = {"schedule__kubeflow_host": f"http://{place}", "detector__sink_url": f"http://{place}"}
    others = {"notify_urls": f"json://{place}", "drift_alibi_python": f"{folder}/program"}
    store = {"store_url": f"sqlite:///{folder}/theirs.db", "webhooks": json.dumps([{"url": f"http://{place}"}])}
    return {f"PIKKIT_{name.upper()}": value for name, value in (web | data | sections | others | store).items()}


def commands() -> list[tuple[str, list[str]]]:
    """Every command with as many arguments as it must have."""
    return list(_leaves(typer.main.get_command(app), ()))


def _leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    if hasattr(command, "commands"):
        for name, child in command.commands.items():
            yield from _leaves(child, (*path, name))
        return
    given = list(path)
    if " ".join(path) in GIVEN:
        yield " ".join(path), given + GIVEN[" ".join(path)]
        return
    for one in command.params:
        if one.required:
            given += one.opts[:1] if one.param_type_name == "option" else []
            given += [_value(one.type_descriptor.annotation)] * max(one.nargs, 1)
    yield " ".join(path), given


def _value(kind: type) -> str:
    if issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return "1" if kind in {int, float} else "bets.csv"


@pytest.mark.parametrize(("name", "arguments"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_command_does_what_they_say(
    name: str, arguments: list[str], folder: Path, listener: socket.socket, pikkit: Pikkit
) -> None:
    answer: Answer = pikkit(*arguments)
    if name not in READS_NO_SETTINGS:
        assert (answer.code, answer.out) == (2, ""), answer
        assert f"{folder}/config.yaml names quotes_url, host, kelly_cap and {folder}/.env names " in answer.err
    with pytest.raises(TimeoutError):
        listener.accept()
    assert not {path.name for path in folder.iterdir()} & {"it-ran", "theirs.db", ".pikkit"}


@pytest.mark.parametrize("module", ["pikkit.cli.main", "pikkit.pipelines", "pikkit.inference.predictor"])
def test_nor_does_a_process_of_its_own(module: str, folder: Path, listener: socket.socket) -> None:
    arguments = {"pikkit.cli.main": ["status"], "pikkit.pipelines": ["training"]}.get(module, [])
    command = [sys.executable, "-P", "-m", module, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.startswith(f"{folder}/config.yaml names")
    with pytest.raises(TimeoutError):
        listener.accept()


def test_what_was_read_counts_until_it_changes(folder: Path, pikkit: Pikkit) -> None:
    (folder / ".env").write_text("PIKKIT_KELLY_CAP=0.11\n")
    (folder / "config.yaml").unlink()
    assert pikkit("config", "trust").out == f"{folder}/.env counts: kelly_cap\n"
    get_settings.cache_clear()
    assert Settings().kelly_cap == 0.11
    (folder / ".env").write_text("PIKKIT_KELLY_CAP=0.12\n")
    with pytest.raises(InputError, match="names kelly_cap, which you have not said to trust as it is now"):
        Settings()
    (folder / ".env").write_text("PIKKIT_KELLY_CAP=0.11\n")
    assert pikkit("config", "trust", "--forget").out == f"{folder}/.env does not count: kelly_cap\n"
    with pytest.raises(InputError, match="pikkit config trust"):
        Settings()


def test_limits_and_rules_alone_count_as_they_are(folder: Path) -> None:
    (folder / ".env").write_text("PIKKIT_SEED=11\nPIKKIT_QUALITY__MAX_ODDS=70\n")
    (folder / "config.yaml").write_text("min_bets: 800\n")
    assert (Settings().seed, Settings().min_bets, Settings().quality.max_odds) == (11, 800, 70.0)
    (folder / ".env").write_text("PIKKIT_SEED=11\nPIKKIT_HOST=0.0.0.0\n")
    with pytest.raises(InputError, match=r"\.env names host, which you have not said to trust"):
        Settings()


def test_no_harmless_setting_names_a_place_a_secret_or_a_stake() -> None:
    nested = [f"{name}_{inner}" for name in HARMLESS for inner in fields_of(getattr(Settings(), name))]
    assert len(nested) > 40
    assert not [name for name in (*HARMLESS, *nested) if GUARDED_WORDS & set(name.split("_"))]


def fields_of(value: object) -> list[str]:
    """The settings of a section."""
    return [field.name for field in dataclasses.fields(value)] if dataclasses.is_dataclass(value) else []


def test_the_same_file_elsewhere_is_another_one(
    folder: Path, tmp_path: Path, pikkit: Pikkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pikkit("config", "trust").code == 0
    other = tmp_path / "other"
    folder.rename(other)
    monkeypatch.chdir(other)
    with pytest.raises(InputError, match="not said to trust"):
        Settings()


def test_a_file_that_names_no_setting_is_nobodys_business(folder: Path) -> None:
    (folder / ".env").write_text("DATABASE_URL=postgresql://elsewhere/x\nPIKKIT_NOTHING=1\n")
    (folder / "config.yaml").write_text("debug: true\n")
    assert Settings().quotes_url.startswith("https://")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &a [x]\nb: *a\n", "write it out"),
        ("a: !!python/object/apply:os.system [touch it-ran]\n", "could not determine a constructor"),
        ("- host\n", "no list of names"),
        ("a: " + "[" * 300, "nested too deep"),
        ("#" * ((1 << 20) + 1), "more than 1 MiB"),
        ("\udcff", "invalid start byte"),
    ],
    ids=["alias", "tag", "list", "deep", "long", "bytes"],
)
def test_a_file_that_harms_its_reader_is_refused_in_a_sentence(folder: Path, text: str, why: str) -> None:
    (folder / "config.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=f"config.yaml cannot be read as settings: .*{why}"):
        Settings()


def test_a_pipe_is_no_file_of_settings(folder: Path) -> None:
    for name in (".env", "config.yaml"):
        (folder / name).unlink()
        os.mkfifo(folder / name)
    assert Settings().host == "127.0.0.1"


def test_a_folder_that_is_named_counts_if_it_is_closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").unlink()
    monkeypatch.setenv("PIKKIT_CONFIG", str(folder))
    assert Settings().kelly_cap == 1.0
    (folder / "config.yaml").chmod(0o664)
    with pytest.raises(InputError, match="chmod go-w"):
        Settings()
    (folder / "config.yaml").chmod(0o644)
    folder.chmod(0o777)
    with pytest.raises(InputError, match="can be written by others"):
        Settings()
    for value, sentence in {".": "the whole path", f"{folder}/none": "which is no folder"}.items():
        monkeypatch.setenv("PIKKIT_CONFIG", value)
        with pytest.raises(InputError, match=sentence):
            Settings()
    monkeypatch.setenv("PIKKIT_CONFIG", "")
    assert Settings().kelly_cap == 0.05


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_named_folder_of_another_user_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chown(folder / ".env", 65534, 65534)
    monkeypatch.setenv("PIKKIT_CONFIG", str(folder))
    with pytest.raises(InputError, match="belongs to another user"):
        Settings()


def test_a_home_that_came_with_the_folder_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, pikkit: Pikkit
) -> None:
    monkeypatch.delenv("PIKKIT_HOME")
    for name in (".env", "config.yaml"):
        (folder / name).unlink()
    (folder / ".pikkit").mkdir()
    (folder / ".pikkit" / "mlflow.db").write_text("whose models are at the sender's\n")
    refused = pikkit("status")
    assert refused.code == 2
    assert refused.sentence.startswith(f"{folder}/.pikkit was not made here by you, as far as is known.")
    assert Home(folder / ".pikkit").settings.resolved_home == folder / ".pikkit"  # who names it means it
    assert pikkit("config", "trust").out == f"{folder}/.pikkit counts\n"
    assert get_settings().resolved_home == folder / ".pikkit"


def test_a_home_that_was_made_here_is_known_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = folder / ".pikkit"
    check_home(home)
    assert is_trusted(home, HOME)
    home.mkdir()
    (home / "pikkit.db").touch()
    check_home(home)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "another-users"))
    with pytest.raises(InputError, match="not made here by you"):
        check_home(home)
