"""A store on Postgres goes into a backup as files of its tables, and comes back row by row."""

from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from pikkit.backup import make_backup, restore_backup
from pikkit.base.errors import InputError
from pikkit.base.file_state import sha256_of
from pikkit.store import BetStore, open_store
from tests.backup.test_backup import retold, settings_of
from tests.store.builders import make_bets, make_rejects
from tests.store.postgres_server import PostgresServer


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a Postgres store."""
    with psycopg.connect(url) as owner:
        query = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
        names = [name for (name,) in owner.execute(query)]
        return {name: sorted(owner.execute(f"select * from {name}").fetchall(), key=repr) for name in names}


def test_a_postgres_store_is_restored_row_by_row(postgres: PostgresServer, postgres_url: str, tmp_path: Path) -> None:
    store: BetStore = open_store(postgres_url)
    store.upsert(
        make_bets(*({"bet_id": f"{n}", "bet_info": 'a "quoted", ☃ text\nof two lines'} for n in range(50)), {})
    )
    store.add_rejects(make_rejects({}, {"line": 8}))
    fingerprint = store.fingerprint()
    store.close()
    made = make_backup(settings_of(tmp_path / "home", store_url=postgres_url), tmp_path / "backup")
    assert (made.store, made.rows["bets"], made.rows["quarantine"]) == ("tables", 51, 2)
    name = f"restored_{uuid4().hex}"
    other = postgres.create(name)
    restore_backup(settings_of(tmp_path / "other", store_url=other), tmp_path / "backup")
    wanted = {table: rows for table, rows in rows_of(postgres_url).items() if table != "bettors"}
    assert rows_of(other) == wanted
    restored = open_store(other)
    assert restored.fingerprint() == fingerprint
    restored.close()
    restore_backup(
        settings_of(tmp_path / "third", store_url=other), tmp_path / "backup"
    )  # the tables are there: as cut short
    postgres.drop(name)


PROGRAM = b"bettor) FROM PROGRAM 'echo x > {}' WITH (FORMAT csv, HEADER) --\n"
"""A heading that would have the database's machine run what a file says."""


def test_a_table_in_a_backup_runs_nothing(postgres: PostgresServer, postgres_url: str, tmp_path: Path) -> None:
    store: BetStore = open_store(postgres_url)
    store.upsert(make_bets({}))
    store.close()
    made = make_backup(settings_of(tmp_path / "home", store_url=postgres_url), tmp_path / "backup")
    proof, file = Path("/tmp") / f"proof_{uuid4().hex}", tmp_path / "backup" / "tables" / "bets.csv"  # noqa: S108
    file.write_bytes(PROGRAM.replace(b"{}", str(proof).encode()))
    retold(tmp_path / "backup", files=made.files | {"tables/bets.csv": sha256_of(file)})
    name = f"restored_{uuid4().hex}"
    other = postgres.create(name)
    with pytest.raises(InputError, match=r"damaged: its table bets has a column"):
        restore_backup(settings_of(tmp_path / "other", store_url=other), tmp_path / "backup")
    postgres.drop(name)
    assert not proof.exists()
