"""The numbered files of the schema's history keep the convention of CONTRIBUTING.md."""

import re
from importlib.resources import files

import pytest

from pikkit.store.migrations import Migration, latest, migrations, missing

NUMBERED = [migration for migration in migrations() if migration.number > 4]


def test_the_numbers_have_no_gap_and_no_twin() -> None:
    assert [migration.number for migration in migrations()] == list(range(1, latest() + 1))


@pytest.mark.parametrize("migration", NUMBERED, ids=lambda migration: migration.path.name)
def test_a_file_says_its_own_version_last(migration: Migration) -> None:
    said = re.findall(r"^update store_state set schema_version = (\d+);\s*\Z", migration.sql(), re.MULTILINE)
    assert said == [str(migration.number)]


def test_what_changes_rows_in_sqlite_belongs_to_a_file() -> None:
    known = {f"{migration.number:06}.sql" for migration in NUMBERED}
    found = {
        file.name for file in files("pikkit.store").joinpath("sqlite_changes").iterdir() if file.name != "README.md"
    }
    assert found <= known


def test_a_store_of_the_first_version_misses_all_but_the_first_four() -> None:
    assert missing(2) == tuple(NUMBERED)
    assert missing(latest()) == ()
