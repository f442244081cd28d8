"""A bettor's rows are his alone, through every table, verb, view and function of a Supabase project."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from psycopg.types.json import Jsonb

from tests.store.conftest import EMPTY
from tests.store.postgres_server import PostgresServer
from tests.store.supabase_roles import (
    ANN,
    ANON,
    NOBODY,
    OF_BETTORS,
    OF_SERVERS,
    OF_USERS,
    SERVICE,
    USERS,
    Role,
    acting_as,
    insert,
    some_row,
)

OWNED = [*OF_BETTORS, *OF_USERS]
TABLES = [*OWNED, *OF_SERVERS, "bettors"]
OWNER = {**dict.fromkeys(OF_BETTORS, "bettor"), **dict.fromkeys(OF_USERS, "owner")}
ONE_A_BETTOR = {"preferences"}
THROUGH_THE_API = {"alerts"}
"""A user sees and deletes his own, and neither makes nor changes them: servers call what they name."""
WRITTEN = [table for table in OWNED if table not in THROUGH_THE_API]
WRITES = ["update {} set {} = {}", "delete from {}", "truncate {}"]


@pytest.fixture(scope="module")
def url(postgres: PostgresServer) -> Iterator[str]:
    """A project with a row of ann and one of bob in every table."""
    name = f"rls_{uuid4().hex}"
    url = postgres.create(name, EMPTY)
    with psycopg.connect(url) as owner:
        for number, bettor in enumerate(USERS, start=1):
            owner.execute("insert into bettors (bettor, user_id) values (%s, %s)", [bettor, USERS[bettor]])
            for table in OWNED:
                insert(owner, table, some_row(url, table, bettor, number))
        owner.execute("update bets set bet_info = 'Nice Moneyline Nice vs. Brest | Under 2.5 Total Nice vs. Brest'")
        for table in ("deployments", "drift_reports"):
            insert(owner, table, some_row(url, table, "ann", 1))
    yield url
    postgres.drop(name)


def mine(table: str, bettor: str) -> object:
    return bettor if OWNER[table] == "bettor" else USERS[bettor]


def identifiers(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))


def test_the_tables_listed_here_are_all_there_are(url: str) -> None:
    with psycopg.connect(url) as owner:
        found = owner.execute("select relname, relrowsecurity from pg_class where relkind in ('r', 'p') and "
                              "relnamespace = 'public'::regnamespace").fetchall()  # fmt: skip
    assert {name for name, _ in found} == set(TABLES)
    assert all(secured for _, secured in found)


def test_a_view_asks_with_the_rights_of_whoever_reads_it(url: str) -> None:
    with psycopg.connect(url) as owner:
        found = owner.execute("select relname, reloptions from pg_class where relkind in ('v', 'm') and "
                              "relnamespace = 'public'::regnamespace").fetchall()  # fmt: skip
    assert found == [("legs", ["security_invoker=true"])]


def test_few_functions_act_with_more_rights_than_their_caller(url: str) -> None:
    with psycopg.connect(url) as owner:
        found = owner.execute("select proname, proconfig from pg_proc where prosecdef and "
                              "pronamespace = 'public'::regnamespace").fetchall()  # fmt: skip
    assert {name for name, _ in found} == {
        "my_bettors",
        "next_moment",
        "note_bets",
        "note_corrections",
        "schema_version",
    }
    assert {tuple(config) for _, config in found} == {("search_path=public, pg_temp",)}


@pytest.mark.parametrize("table", OWNED)
def test_a_bettor_sees_his_own_rows_and_no_others(url: str, table: str) -> None:
    query = identifiers("select {} from {}", OWNER[table], table)
    with acting_as(url, ANN) as ann:
        assert ann.execute(query).fetchall() == [(mine(table, "ann"),)]
    with acting_as(url, NOBODY) as nobody:
        assert nobody.execute(query).fetchall() == []
    with acting_as(url, SERVICE) as service:
        assert len(service.execute(query).fetchall()) == 2


@pytest.mark.parametrize("table", WRITTEN)
def test_a_bettor_writes_his_own_rows(url: str, table: str) -> None:
    where = [mine(table, "ann")]
    with acting_as(url, ANN) as ann:
        if table in ONE_A_BETTOR:
            assert ann.execute(identifiers("delete from {}", table)).rowcount == 1
        rows = 1 if table in ONE_A_BETTOR else 2
        assert insert(ann, table, some_row(url, table, "ann", 9)) == 1
        changed = ann.execute(identifiers("update {} set {} = %s", table, OWNER[table]), where)
        assert changed.rowcount == rows
        assert ann.execute(identifiers("delete from {}", table)).rowcount == rows


@pytest.mark.parametrize("bettor", USERS)
def test_no_alert_is_made_past_the_api_but_ones_own_are_deleted(url: str, bettor: str) -> None:
    row = some_row(url, "alerts", bettor, 9)
    row |= {"topic": "rollout", "channel": "webhook", "address": "http://169.254.169.254/latest/meta-data"}
    for more in ("", "on conflict on constraint alerts_pkey do update set address = excluded.address"):
        with acting_as(url, ANN) as ann, pytest.raises(InsufficientPrivilege, match="permission denied"):
            insert(ann, "alerts", row, more)
    with acting_as(url, ANN) as ann, pytest.raises(InsufficientPrivilege, match="permission denied"):
        ann.execute("update alerts set address = 'http://169.254.169.254/'")
    with acting_as(url, ANN) as ann:
        assert ann.execute("delete from alerts").rowcount == 1


@pytest.mark.parametrize("role", [ANN, NOBODY])
@pytest.mark.parametrize("table", WRITTEN)
def test_a_row_for_another_bettor_is_refused(url: str, table: str, role: Role) -> None:
    with acting_as(url, role) as other, pytest.raises(InsufficientPrivilege, match="row-level security"):
        insert(other, table, some_row(url, table, "bob", 9))


@pytest.mark.parametrize("table", WRITTEN)
def test_another_bettors_row_is_not_replaced_by_an_upsert(url: str, table: str) -> None:
    row = some_row(url, table, "bob", 2)
    more = f"on conflict on constraint {table}_pkey do update set {OWNER[table]} = excluded.{OWNER[table]}"
    with acting_as(url, ANN) as ann, pytest.raises(InsufficientPrivilege, match="row-level security"):
        insert(ann, table, row, more)


@pytest.mark.parametrize("table", WRITTEN)
def test_another_bettors_rows_are_neither_changed_nor_deleted(url: str, table: str) -> None:
    bobs = [mine(table, "bob")]
    with acting_as(url, ANN) as ann:
        update = identifiers("update {} set {} = {} where {} = %s", table, OWNER[table], OWNER[table], OWNER[table])
        assert ann.execute(update, bobs).rowcount == 0
        assert ann.execute(identifiers("delete from {} where {} = %s", table, OWNER[table]), bobs).rowcount == 0
        ann.execute("reset role")
        count = identifiers("select count(*) from {} where {} = %s", table, OWNER[table])
        assert ann.execute(count, bobs).fetchone() == (1,)


@pytest.mark.parametrize("table", WRITTEN)
def test_a_row_is_not_given_to_another_bettor(url: str, table: str) -> None:
    with acting_as(url, ANN) as ann, pytest.raises(InsufficientPrivilege, match="row-level security"):
        ann.execute(identifiers("update {} set {} = %s", table, OWNER[table]), [mine(table, "bob")])


@pytest.mark.parametrize("statement", ["select * from {}", *WRITES])
@pytest.mark.parametrize("table", TABLES)
def test_anon_is_refused_everything(url: str, table: str, statement: str) -> None:
    check_refused(url, ANON, table, statement)


@pytest.mark.parametrize("statement", ["select * from {}", *WRITES])
@pytest.mark.parametrize("table", OF_SERVERS)
def test_what_belongs_to_no_bettor_is_the_servers_alone(url: str, table: str, statement: str) -> None:
    check_refused(url, ANN, table, statement)


@pytest.mark.parametrize("table", OF_SERVERS)
def test_no_bettor_inserts_what_belongs_to_the_servers(url: str, table: str) -> None:
    with acting_as(url, ANN) as ann, pytest.raises(InsufficientPrivilege, match="permission denied"):
        insert(ann, table, some_row(url, table, "ann", 9))


@pytest.mark.parametrize("table", TABLES)
def test_anon_inserts_nothing(url: str, table: str) -> None:
    with acting_as(url, ANON) as anon, pytest.raises(InsufficientPrivilege, match="permission denied"):
        insert(anon, table, some_row(url, table, "ann", 9))


@pytest.mark.parametrize("statement", WRITES)
def test_nobody_rewrites_the_ledger_of_deployments(url: str, statement: str) -> None:
    check_refused(url, SERVICE, "deployments", statement)


@pytest.mark.parametrize("statement", WRITES)
def test_a_bettor_does_not_say_himself_who_he_is(url: str, statement: str) -> None:
    check_refused(url, ANN, "bettors", statement)
    with acting_as(url, ANN) as ann:
        assert ann.execute("select bettor from bettors").fetchall() == [("ann",)]
    with acting_as(url, NOBODY) as nobody, pytest.raises(InsufficientPrivilege):
        insert(nobody, "bettors", {"bettor": "carl", "user_id": NOBODY.user})


@pytest.mark.parametrize("table", OWNED)
def test_a_bettor_does_not_empty_a_table(url: str, table: str) -> None:
    check_refused(url, ANN, table, "truncate {}")


def test_anon_sees_no_legs(url: str) -> None:
    check_refused(url, ANON, "legs", "select * from {}")


def test_legs_are_those_of_a_bettors_own_bets(url: str) -> None:
    with acting_as(url, ANN) as ann:
        assert ann.execute("select bettor, position, raw from legs").fetchall() == [
            ("ann", 1, "Nice Moneyline Nice vs. Brest"),
            ("ann", 2, "Under 2.5 Total Nice vs. Brest"),
        ]


def test_an_upload_merges_no_bets_of_another_bettor(url: str) -> None:
    bet = {**some_row(url, "bets", "bob", 2), "outcome": "win", "content_hash": 77}
    page = {"batch": uuid4(), "page": 0, "rows": Jsonb([bet])}
    with acting_as(url, ANN) as ann:
        insert(ann, "upload_pages", page)
        with pytest.raises(InsufficientPrivilege, match="row-level security"):
            ann.execute("select * from merge_upload(%s)", [page["batch"]])


def test_a_bettor_merges_nobody_elses_upload(url: str) -> None:
    with acting_as(url, ANN) as ann:
        merged = ann.execute("select * from merge_upload('00000000-0000-0000-0000-00000000000a')").fetchone()
        assert merged == (0, 0, 0)


@pytest.mark.parametrize(
    "function",
    [
        *("my_bettors()", "next_moment()", "make_incoming()", "merge_upload(null)"),
        *("upload_quota()", "over_upload_quota(null)"),
    ],
)
def test_anon_calls_no_function(url: str, function: str) -> None:
    with acting_as(url, ANON) as anon, pytest.raises(InsufficientPrivilege, match="permission denied for function"):
        anon.execute(f"select {function}".encode())


def test_a_bettor_does_not_stop_the_watermark_with_a_bet_of_the_future(url: str) -> None:
    row = {**some_row(url, "bets", "ann", 9), "updated_at": "2999-01-01T00:00:00Z"}
    with acting_as(url, ANN) as ann, pytest.raises(InsufficientPrivilege, match="row-level security"):
        insert(ann, "bets", row)


def test_the_state_of_the_store_follows_what_a_bettor_writes(url: str) -> None:
    state = "select bets, hash_sum from store_state"
    with acting_as(url, ANN) as ann:
        insert(ann, "bets", {**some_row(url, "bets", "ann", 9), "content_hash": 2**63 - 1})
        ann.execute("update bets set content_hash = 5 where bet_id = '9'")
        ann.execute("delete from bets where bet_id = '1'")
        ann.execute("reset role")
        assert ann.execute(state).fetchone() == (2, 8)  # bob's 1 and ann's 5, and a correction of each
        insert(ann, "bets", {**some_row(url, "bets", "ann", 10), "content_hash": 2**63 - 1})
        assert ann.execute(state).fetchone() == (3, 7 - 2**63)


def check_refused(url: str, role: Role, table: str, statement: str) -> None:
    columns = some_row_columns(url, table)
    column = "owner" if table in OF_USERS else "bettor" if "bettor" in columns else min(columns)
    composed = identifiers(statement, *[table, column, column][: statement.count("{}")])
    with acting_as(url, role) as connection, pytest.raises(InsufficientPrivilege, match="permission denied"):
        connection.execute(composed)


def some_row_columns(url: str, table: str) -> set[str]:
    query = "select column_name from information_schema.columns where table_schema = 'public' and table_name = %s"
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute(query, [table])}
