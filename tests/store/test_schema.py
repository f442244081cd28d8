"""The tables of SQLite and those of supabase/migrations are the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, Engine, create_engine, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.types import BigInteger, Boolean, Double, Float, Integer, TypeEngine

from pikkit.bets.bet_info.parse import split_legs
from pikkit.store import open_store
from pikkit.store.migrations import migrations
from pikkit.store.tables import SCHEMA_VERSION, metadata, store_state
from tests.store.builders import NOON, make_bets

OF_POSTGRES = {"bettors", "upload_pages", "uploads"}
"""What only users who come over an API need."""
INFOS = [
    "Nice Moneyline Nice vs. Brest",
    'Over 1.5 "Total" Nice vs. Brest |  | Élan Moneyline \\ Élan @ Nice|Under 4.5 Total A @ B ',
    "|",
    "",
]


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """A SQLite store."""
    url = f"sqlite:///{tmp_path / 'bets.db'}"
    open_store(url).close()
    engine = create_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def migrated(postgres_url: str) -> Iterator[Engine]:
    """A Postgres store."""
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def kind(type_: TypeEngine[object]) -> str:
    """What Python sees of a type; a moment is an integer in SQLite."""
    if isinstance(type_, Boolean):
        return "boolean"
    if isinstance(type_, BigInteger) or "TIMESTAMP" in str(type_):
        return "moment or integer"
    return "number" if isinstance(type_, Double | Float) else "integer" if isinstance(type_, Integer) else "text"


def described(column: ReflectedColumn) -> tuple[str, str, bool]:
    return column["name"], kind(column["type"]), bool(column["nullable"])


def test_the_tables_are_the_same(sqlite: Engine, migrated: Engine) -> None:
    assert set(inspect(migrated).get_table_names()) == set(inspect(sqlite).get_table_names()) | OF_POSTGRES
    assert inspect(migrated).get_view_names() == inspect(sqlite).get_view_names() == ["legs"]


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_columns_keys_and_indexes_are_the_same(sqlite: Engine, migrated: Engine, table: str) -> None:
    ours, theirs = inspect(sqlite), inspect(migrated)
    assert sorted(map(described, ours.get_columns(table))) == sorted(map(described, theirs.get_columns(table)))
    keys = [set(i.get_pk_constraint(table)["constrained_columns"]) for i in (ours, theirs)]
    assert keys[0] == keys[1]
    assert keys[0]
    indexes = [{(str(x["name"]), tuple(x["column_names"])) for x in i.get_indexes(table)} for i in (ours, theirs)]
    assert indexes[0] == indexes[1]


def test_the_view_of_legs_has_the_same_columns(sqlite: Engine, migrated: Engine) -> None:
    names = [[column["name"] for column in inspect(engine).get_columns("legs")] for engine in (sqlite, migrated)]
    assert names[0] == names[1]


@pytest.mark.parametrize("back_end", ["sqlite", "migrated"])
def test_legs_are_what_the_text_of_a_bet_says(back_end: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(back_end)
    rows = [{"bet_info": info, "n_legs": 3, "market": "total"} for info in INFOS]
    store = open_store(engine.url.render_as_string(hide_password=False))
    store.upsert(make_bets({"bet_info": INFOS[0], "n_legs": 1, "market": "moneyline", "placed_at": NOON}, *rows, {}))
    store.close()
    with engine.connect() as connection:
        legs = connection.exec_driver_sql("SELECT bet_id, position, raw, market FROM legs ORDER BY bet_id, position")
        found = [tuple(leg) for leg in legs]
    parsed = [(f"{n}", leg, None) for n, row in enumerate(rows, start=1) for leg in split_legs(str(row["bet_info"]))]
    assert found[0] == ("0", 1, INFOS[0], "moneyline")
    assert [(bet_id, raw, market) for bet_id, _, raw, market in found[1:]] == parsed
    assert [position for bet_id, position, _, _ in found if bet_id == "2"] == [1, 2, 3]


def test_the_migrations_say_the_version_that_the_code_reads(migrated: Engine) -> None:
    with migrated.connect() as connection:
        assert connection.execute(store_state.select()).one().schema_version == SCHEMA_VERSION


def test_the_page_about_the_schema_names_every_migration_and_where_it_runs() -> None:
    page = (Path(__file__).parents[2] / "supabase" / "README.md").read_text(encoding="utf-8")
    rows = {row.split("|")[1].strip().strip("`…"): row.split("|")[3].strip() for row in page.split("\n") if "`…" in row}
    runs_on = {True: "a Supabase project", False: "any Postgres ≥ 15"}
    assert rows == {one.path.name[12:]: runs_on[one.for_supabase] for one in migrations()}


def test_no_check_has_sqlite_make_a_table_for_every_row() -> None:
    """SQLite does so for a list of three values and more after IN: it cost four fifths of writing a bet."""
    rules = [
        rule for table in metadata.sorted_tables for rule in table.constraints if isinstance(rule, CheckConstraint)
    ]
    lists = [values for rule in rules for values in re.findall(r"IN \(([^)]*)\)", str(rule.sqltext))]
    assert len(rules) > 50
    assert max(values.count(",") + 1 for values in lists) == 2
