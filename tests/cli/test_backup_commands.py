"""`pikkit backup`, `pikkit restore` and `pikkit store upgrade` as an operator meets them."""

import json
import os
import stat
from pathlib import Path

import pytest

from pikkit.settings import get_settings
from pikkit.store import open_store
from pikkit.store.migrations import latest
from tests.cli.conftest import Pikkit
from tests.store.builders import make_bets
from tests.store.old_stores import make_sqlite


@pytest.fixture
def filled(home: Path) -> Path:
    """A home with three bets."""
    store = open_store(f"sqlite:///{home / 'pikkit.db'}")
    store.upsert(make_bets(*({"bet_id": f"{number}"} for number in range(3))))
    store.close()
    return home


@pytest.fixture
def old(home: Path) -> Path:
    """A home whose store an earlier Pikkit made."""
    make_sqlite(home / "pikkit.db")
    return home


def bets_in(home: Path) -> int:
    store = open_store(f"sqlite:///{home / 'pikkit.db'}")
    try:
        return int(store.read().num_rows)
    finally:
        store.close()


def use(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIKKIT_HOME", str(home))
    get_settings.cache_clear()


@pytest.mark.parametrize("command", [("backup",), ("restore",), ("store", "upgrade")])
def test_help_says_what_it_does_and_what_it_takes(pikkit: Pikkit, command: tuple[str, ...]) -> None:
    told = pikkit(*command, "--help")
    assert told.code == 0
    assert "--json" in told.out


def test_a_backup_is_restored_into_another_home(
    pikkit: Pikkit, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, other = tmp_path / "backup", tmp_path / "other"
    made = pikkit("backup", folder, "--json")
    assert made.code == 0
    assert made.document["home"] == str(filled)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    use(other, monkeypatch)
    restored = pikkit("restore", folder, "--json")
    assert (restored.code, restored.document["files"]) == (0, made.document["files"])
    assert bets_in(other) == 3


def test_a_person_is_told_in_sentences(
    pikkit: Pikkit, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pikkit("backup", tmp_path / "backup")
    assert f"of {filled} backed up to {tmp_path / 'backup'}" in made.out
    use(tmp_path / "other", monkeypatch)
    assert f"is restored to {tmp_path / 'other'}" in pikkit("restore", tmp_path / "backup").out


def test_a_store_alone_can_be_backed_up(pikkit: Pikkit, filled: Path, tmp_path: Path) -> None:
    (filled / "lineage").mkdir()
    (filled / "lineage" / "events.jsonl").write_text("{}\n")
    made = pikkit("backup", tmp_path / "backup", "--store-only", "--json").document
    assert list(made["files"]) == ["home/pikkit.db"]


def test_a_backup_goes_into_no_folder_that_holds_something(pikkit: Pikkit, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    refused = pikkit("backup", tmp_path / "mine", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert str(tmp_path / "mine") in refused.sentence
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(pikkit: Pikkit, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = pikkit("backup", tmp_path / "file" / "backup")
    assert refused.code == 2
    assert "file" in refused.sentence


def test_what_is_no_backup_is_not_restored(pikkit: Pikkit, home: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "nothing", tmp_path):
        refused = pikkit("restore", folder, "--json")
        assert (refused.code, refused.out) == (2, "")
        assert "backup" in refused.sentence
    assert not (home / "pikkit.db").exists()


def test_a_damaged_backup_is_not_restored(
    pikkit: Pikkit, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pikkit("backup", tmp_path / "backup")
    with (tmp_path / "backup" / "home" / "pikkit.db").open("r+b") as stream:
        stream.seek(-1, os.SEEK_END)
        last = stream.read(1)
        stream.seek(-1, os.SEEK_END)
        stream.write(bytes([last[0] ^ 1]))
    use(tmp_path / "other", monkeypatch)
    refused = pikkit("restore", tmp_path / "backup")
    assert refused.code == 2
    assert "pikkit.db" in refused.sentence
    assert not (tmp_path / "other" / "pikkit.db").exists()


def test_nothing_is_restored_over_a_home_in_use(pikkit: Pikkit, filled: Path, tmp_path: Path) -> None:
    pikkit("backup", tmp_path / "backup")
    refused = pikkit("restore", tmp_path / "backup")
    assert refused.code == 2
    assert str(filled) in refused.sentence
    assert bets_in(filled) == 3


def test_a_dry_run_says_what_would_happen_and_leaves_everything_as_it_is(pikkit: Pikkit, old: Path) -> None:
    before = (old / "pikkit.db").read_bytes()
    said = pikkit("store", "upgrade", "--dry-run", "--json")
    assert said.code == 0
    assert (said.document["before"], said.document["after"], said.document["dry_run"]) == (2, latest(), True)
    assert said.document["backup"] is None
    assert pikkit("store", "upgrade", "--dry-run").out.startswith(f"The store would go from version 2 to {latest()}.")
    assert (old / "pikkit.db").read_bytes() == before
    assert not (old / "backups").exists()


def test_an_upgrade_backs_up_first_and_says_where(pikkit: Pikkit, old: Path) -> None:
    done = pikkit("store", "upgrade", "--json").document
    kept = Path(str(done["backup"]))
    assert kept.parent == old / "backups"
    assert "home/pikkit.db" in json.loads((kept / "backup.json").read_text())["files"]
    assert bets_in(old) == 3
    again = pikkit("store", "upgrade")
    assert (again.code, again.out) == (0, f"The store is of version {latest()} already.\n")


def test_the_backup_goes_where_it_is_told_or_nowhere(pikkit: Pikkit, old: Path, tmp_path: Path) -> None:
    assert f"is in {tmp_path / 'kept'}" in pikkit("store", "upgrade", "--backup", tmp_path / "kept").out
    assert (tmp_path / "kept" / "backup.json").is_file()
    assert not (old / "backups").exists()


def test_without_a_backup_none_is_made(pikkit: Pikkit, old: Path) -> None:
    assert pikkit("store", "upgrade", "--no-backup", "--json").document["backup"] is None
    assert not (old / "backups").exists()


def test_an_upgrade_whose_backup_is_refused_changes_nothing(pikkit: Pikkit, old: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    refused = pikkit("store", "upgrade", "--backup", tmp_path / "full")
    assert (refused.code, refused.out) == (2, "")
    assert pikkit("store", "upgrade", "--dry-run", "--json").document["before"] == 2


def test_where_there_is_no_store_nothing_is_upgraded(pikkit: Pikkit, home: Path) -> None:
    refused = pikkit("store", "upgrade", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "store" in refused.sentence
    assert not (home / "pikkit.db").exists()


def test_a_project_that_is_reached_over_its_api_alone_says_how_it_is_upgraded(
    pikkit: Pikkit, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIKKIT_SUPABASE_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("PIKKIT_SUPABASE_KEY", "a-key")
    get_settings.cache_clear()
    refused = pikkit("store", "upgrade")
    assert refused.code == 2
    assert "PIKKIT_SUPABASE_DB_URL" in refused.sentence


def test_other_commands_refuse_an_older_store_and_say_how_to_go_on(pikkit: Pikkit, old: Path) -> None:
    refused = pikkit("train")
    assert refused.code == 2
    assert "pikkit store upgrade" in refused.sentence
