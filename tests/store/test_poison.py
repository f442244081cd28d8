"""One row that no bet can be costs its owner a sentence, and nobody else anything."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from pikkit.base.errors import InputError
from pikkit.review.quarantined_items import RowFilter, find_rows
from pikkit.settings import get_settings
from pikkit.store import BetStore, open_store, open_user_store
from pikkit.store.opening import engine_at
from pikkit.store.tables import metadata
from pikkit.store.upgrading import upgrade
from pikkit.sync.syncing import import_exports
from tests.store import poison
from tests.store.builders import make_bets, make_rejects
from tests.store.conftest import EMPTY, SECRET
from tests.store.contract.test_decisions import correct, correction
from tests.store.gateway.tokens import token
from tests.store.old_stores import make_postgres, make_sqlite
from tests.store.postgres_server import AUTH, PostgresServer
from tests.store.supabase_roles import ANN, ANN_ID, SERVICE, acting_as, insert, some_row

REFUSED = (psycopg.errors.CheckViolation, psycopg.errors.InsufficientPrivilege, psycopg.errors.DataError)
SQLITE_INSERT = "INSERT INTO bets ({}) VALUES ({})"


def put_sqlite(path: Path, row: dict[str, Any]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        marks = ", ".join("?" * len(row))
        connection.execute(SQLITE_INSERT.format(", ".join(row), marks), list(row.values()))


def put_postgres(url: str, table: str, *rows: dict[str, Any]) -> None:
    with psycopg.connect(url) as owner:
        for row in rows:
            insert(owner, table, row)


@pytest.fixture(scope="module")
def ann_url(postgres: PostgresServer) -> Iterator[str]:
    """A project in which ann is signed up."""
    name = f"poison_{uuid4().hex}"
    url = postgres.create(name, EMPTY)
    put_postgres(url, "bettors", {"bettor": "ann", "user_id": ANN_ID})
    yield url
    postgres.drop(name)


@pytest.mark.parametrize("what", [*poison.OF_POSTGRES, *poison.BEYOND_RULES])
def test_a_signed_in_user_writes_no_impossible_bet(ann_url: str, what: str) -> None:
    changed: dict[str, Any] = {**poison.OF_POSTGRES, **poison.BEYOND_RULES}[what]
    with acting_as(ann_url, ANN) as connection:
        assert insert(connection, "bets", poison.postgres_row("sound")) == 1
        with pytest.raises(REFUSED):
            insert(connection, "bets", poison.postgres_row("bad") | changed)


@pytest.mark.parametrize("what", [*poison.OF_POSTGRES, *poison.BEYOND_RULES])
def test_a_signed_in_user_makes_no_bet_impossible(ann_url: str, what: str) -> None:
    changed: dict[str, Any] = {**poison.OF_POSTGRES, **poison.BEYOND_RULES}[what]
    assignments = sql.SQL(", ").join(sql.SQL("{} = {}").format(sql.Identifier(n), sql.Placeholder(n)) for n in changed)
    with acting_as(ann_url, ANN) as connection:
        insert(connection, "bets", poison.postgres_row("sound"))
        with pytest.raises(REFUSED):
            connection.execute(sql.SQL("update bets set {}").format(assignments), changed)


@pytest.mark.parametrize("what", poison.OF_BETS)
def test_sqlite_keeps_no_impossible_bet(url: str, store: BetStore, tmp_path: Path, what: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
        put_sqlite(tmp_path / "store" / "bets.db", poison.sqlite_row("bad", **poison.OF_BETS[what]))
    assert store.counts().bets == 0


def test_every_table_that_users_write_has_the_limits_of_sqlite(ann_url: str) -> None:
    query = "select conrelid::regclass::text, conname from pg_constraint where contype = 'c' and convalidated"
    with psycopg.connect(ann_url) as owner:
        found = {(table, name) for table, name in owner.execute(query)}
    wanted = {
        (table.name, str(rule.name))
        for table in metadata.sorted_tables
        for rule in table.constraints
        if type(rule).__name__ == "CheckConstraint"
    }
    booleans = {("bets", "live_limit"), ("bets", "bonus_limit"), ("opportunities", "live_limit")}
    booleans.add(("alerts", "is_on_limit"))
    assert wanted - found == booleans


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("quarantine", {"raw": "x" * 3_000_000}),
        ("quarantine", {"first_seen_at": "infinity"}),
        ("quarantine", {"status": "lost"}),
        ("corrections", {"new_value": poison.MEGABYTE}),
        ("corrections", {"created_at": "-infinity"}),
        ("imports", {"last_seen_at": "infinity"}),
        ("imports", {"file": poison.MEGABYTE}),
        ("opportunities", {"raw": poison.MEGABYTE}),
        ("opportunities", {"captured_at": "infinity"}),
        ("opportunities", {"odds": "NaN"}),
        ("opportunities", {"stake": "-5"}),
        ("preferences", {"unit_size": "0"}),
        ("preferences", {"time_zone": poison.MEGABYTE}),
        ("cash_flows", {"amount": "NaN"}),
        ("cash_flows", {"kind": "gift"}),
        ("alerts", {"address": poison.MEGABYTE}),
        ("predictions", {"features": poison.MEGABYTE}),
        ("predictions", {"p_win": "NaN"}),
        ("predictions", {"made_at": "infinity"}),
    ],
)
def test_nor_anything_else_that_could_stop_a_read(ann_url: str, table: str, row: dict[str, Any]) -> None:
    writer = SERVICE if table == "alerts" else ANN  # users may write none
    with acting_as(ann_url, writer) as connection, pytest.raises(REFUSED):
        insert(connection, table, some_row(ann_url, table, "ann", 1) | row)


def test_over_the_api_a_user_is_told_and_nothing_is_stored(postgres_url: str, project: str) -> None:
    put_postgres(postgres_url, "bettors", {"bettor": "ann", "user_id": ANN_ID})
    ann = open_user_store(token(SECRET, "authenticated", ANN_ID), get_settings())
    with pytest.raises(InputError, match="the odds is no number above 1"):
        ann.upsert(make_bets({"odds": -1.0}))
    with pytest.raises(InputError, match="the rules of an import keep out"):
        ann.upsert(make_bets({}, {"odds": 1e9}))
    assert ann.upsert(make_bets({})).inserted == 1
    ann.close()


@pytest.fixture(params=["sqlite", "postgres", "supabase"])
def unguarded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BetStore]:
    """A store that has lost its constraints, with two bets of bob's and one of every poison of ann's."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'loose.db'}"
        open_store(url).close()
        with closing(sqlite3.connect(tmp_path / "loose.db")) as connection:
            connection.executescript("""DROP VIEW legs; CREATE TABLE loose AS SELECT * FROM bets; DROP TABLE bets;
                ALTER TABLE loose RENAME TO bets;""")
        for number, changed in enumerate(poison.OF_BETS.values()):
            put_sqlite(tmp_path / "loose.db", poison.sqlite_row(f"bad {number}", **changed))
        put_sqlite(tmp_path / "loose.db", poison.sqlite_row("2", bettor="bob"))
        store = open_store(url)
    else:
        url = request.getfixturevalue("postgres_url")
        with psycopg.connect(url) as owner:
            owner.execute("""do $$ declare rule record; begin for rule in select conrelid::regclass as of, conname
                from pg_constraint where contype = 'c' and conname like '%_limit' loop
                execute format('alter table %s drop constraint %I', rule.of, rule.conname); end loop; end $$""")
        read = [row for row in poison.OF_POSTGRES.values() if "first_seen_at" not in row]
        bad = [poison.postgres_row(f"bad {n}") | row for n, row in enumerate(read)]
        put_postgres(url, "bets", *bad, poison.postgres_row("2", "bob"))
        store = open_store(
            request.getfixturevalue("supabase_url") if request.param == "supabase" else url, get_settings()
        )
    yield store
    store.close()


def test_reads_pass_over_what_got_in_all_the_same(unguarded: BetStore, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "pikkit.store"):
        assert unguarded.read()["bettor"].to_pylist() == ["bob"]
        assert unguarded.changed_since(0).bets["bettor"].to_pylist() == ["bob"]
    assert "Passed over" in caplog.text
    assert unguarded.read(bettors=["bob"]).num_rows == 1
    assert unguarded.read(bettors=["ann"]).num_rows == 0


@pytest.mark.parametrize("what", ["odds that are no number", "a stake that is no number", "a text of a megabyte"])
def test_and_over_what_was_written_past_constraints_that_are_there(tmp_path: Path, what: str) -> None:
    path = tmp_path / "past.db"
    store = open_store(f"sqlite:///{path}")
    rows = [poison.sqlite_row("bad", **poison.OF_BETS[what]), poison.sqlite_row("2", bettor="bob")]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("pragma ignore_check_constraints = 1")
        for row in rows:
            connection.execute(SQLITE_INSERT.format(", ".join(row), ", ".join("?" * len(row))), list(row.values()))
    assert store.read(bettors=["bob"])["bettor"].to_pylist() == ["bob"]
    assert "bob" in store.read()["bettor"].to_pylist()
    assert "bob" in store.changed_since(0).bets["bettor"].to_pylist()
    store.close()


@pytest.fixture(params=["sqlite", "postgres", "supabase"])
def poisoned(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, int]]:
    """The URL of a store of version 2 with three bets and every poison, and how many poisoned bets."""
    if request.param == "sqlite":
        url = make_sqlite(tmp_path / "old.db")
        for number, changed in enumerate(poison.OF_BETS.values()):
            put_sqlite(tmp_path / "old.db", poison.sqlite_row(f"bad {number}", **changed))
        yield url, len(poison.OF_BETS)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"old_{uuid4().hex}"
    url = server.create(name)
    if request.param == "supabase":
        server.execute(name, AUTH)
    make_postgres(url)
    bad = [poison.postgres_row(f"bad {n}") | row for n, row in enumerate(poison.OF_POSTGRES.values())]
    put_postgres(url, "bets", *bad)
    yield url, len(poison.OF_POSTGRES)
    server.drop(name)


def test_an_upgrade_puts_impossible_bets_into_the_quarantine(poisoned: tuple[str, int]) -> None:
    url, bad = poisoned
    engine = engine_at(url)
    assert upgrade(engine).left_out == {"bets": bad}
    engine.dispose()
    store = open_store(url)
    assert (store.read().num_rows, store.counts().bets, store.counts().rejects) == (3, 3, 2 + bad)
    assert store.fingerprint().startswith("3-")
    found = find_rows(store, RowFilter(rules=["value.limit"]))
    assert {row.bettor for row in found} == {"ann"}
    assert {row.raw["bet_id"] for row in found} == {f"bad {number}" for number in range(bad)}
    store.close()


@pytest.fixture(params=["sqlite", "postgres", "supabase"])
def any_store(request: pytest.FixtureRequest, url: str) -> Iterator[BetStore]:
    """An empty store of each kind."""
    names = {"postgres": "postgres_url", "supabase": "supabase_url"}
    store = open_store(request.getfixturevalue(names.get(request.param, "url")), get_settings())
    yield store
    store.close()


def test_a_correction_to_what_is_no_value_changes_nothing(any_store: BetStore) -> None:
    any_store.upsert(make_bets({}, {"bettor": "bob"}))
    for field, value in (("odds", "abc"), ("odds", "NaN"), ("odds", None), ("placed_at", "infinity"),
                         ("outcome", "won"), ("n_legs", "99999999999999"), ("live", "perhaps")):  # fmt: skip
        correct(any_store, correction(f"{field} {value}", field, value))
    assert any_store.read().equals(make_bets({}, {"bettor": "bob"}))


def test_a_quarantined_row_that_is_no_json_stops_no_list(any_store: BetStore) -> None:
    any_store.add_rejects(
        make_rejects({"raw": "no json"}, {"raw": "[1]", "line": 8}, {"raw": '{"odds": "9"}', "line": 9})
    )
    assert [row.raw for row in find_rows(any_store, RowFilter())] == [{}, {}, {"odds": "9"}]


HEADER = (
    "bet_id,sportsbook,type,status,odds,closing_line,ev,amount,profit,time_placed_iso,time_settled_iso,bet_info,tags\n"
)
ROW = "{id},Caesars,straight,PLACED,{odds},,,10,,2025-12-27T22:55:44.000Z,,{info},{tags}\n"


def test_an_export_with_oversized_values_is_read_but_for_them(any_store: BetStore, tmp_path: Path) -> None:
    plain = {"id": "1", "odds": "1.9", "info": "Nice Moneyline Nice vs. Brest", "tags": ""}
    changed: list[dict[str, str]] = [
        {}, {"info": poison.MEGABYTE}, {"tags": poison.MEGABYTE}, {"id": "y" * 3_000_000}, {"odds": "NaN"},
        {"odds": "-4"}, {"odds": "inf"}, {"odds": "9" * 400_000}, {"id": ""},
        {"info": "|".join(["A Moneyline A vs. B"] * 5000)}, {"info": "Nice \0 Moneyline"}, {"info": "Ünicode ✓"},
    ]  # fmt: skip
    rows = [ROW.format(**(plain | {"id": f"{n}"} | row)) for n, row in enumerate(changed)]
    (tmp_path / "ann.csv").write_text(HEADER + "".join(rows))
    done = import_exports(tmp_path / "ann.csv", any_store)
    assert done.rows == len(changed)
    assert any_store.read()["bet_id"].to_pylist() == ["0", "10", "11"]
    rejects = any_store.rejects().to_pylist()
    assert len(rejects) == len(changed) - 3
    assert max(len(reject["reason"]) for reject in rejects) < 1000
    assert "The bet_info is longer than 20,000 characters." in [reject["reason"] for reject in rejects]
