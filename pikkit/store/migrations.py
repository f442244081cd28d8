"""The one history of the store's schema: the numbered files of supabase/migrations, oldest first.

A store's version is the number of the last file it has had. Postgres and Supabase run the files themselves; SQLite is
rebuilt to what :mod:`pikkit.store.tables` says, which a test holds equal to what the files make (see CONTRIBUTING.md).
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

_FIRST = 2
"""The version of stores that were made before files had a number of their own: they have the first four."""
_OF_FIRST = 4
_POLICIES = "policies"  # in the name of a file that needs the roles of Supabase
_NUMBERS = 1_000_000  # a file is called DATE + NUMBER: 20261101 000005


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of the history."""

    number: int
    path: Path

    @property
    def for_supabase(self) -> bool:
        """Whether it needs the roles of a Supabase project and is passed over elsewhere."""
        return _POLICIES in self.path.name

    def sql(self) -> str:
        """Its statements."""
        return self.path.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def migrations() -> tuple[Migration, ...]:
    """All of them: beside the package once it is installed, in the repository otherwise."""
    installed = Path(str(files("pikkit.store"))) / "migrations"
    folder = installed if installed.is_dir() else Path(__file__).parents[2] / "supabase" / "migrations"
    history = [Migration(int(path.name.partition("_")[0]) % _NUMBERS, path) for path in folder.glob("*.sql")]
    return tuple(sorted(history, key=lambda migration: migration.number))


def latest() -> int:
    """The version of a store that has had all of them, which is the one this code reads."""
    return migrations()[-1].number


def missing(version: int) -> tuple[Migration, ...]:
    """What a store of a version has not had, in order."""
    had = _OF_FIRST if version == _FIRST else version
    return tuple(migration for migration in migrations() if migration.number > had)
