"""Being somebody in the database of a Supabase project: a role and the claims of a token, as PostgREST sets them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

ANN_ID = UUID("aaaaaaaa-0000-4000-8000-000000000001")
BOB_ID = UUID("bbbbbbbb-0000-4000-8000-000000000002")
USERS = {"ann": ANN_ID, "bob": BOB_ID}

OF_BETTORS = ["bets", "bet_events", "quarantine", "corrections", "imports", "opportunities", "predictions",
              "preferences", "cash_flows", "alerts"]  # fmt: skip
OF_USERS = ["upload_pages", "uploads"]
OF_SERVERS = ["store_state", "deployments", "drift_reports", "quote_selections", "quotes", "quote_changes"]

_VALUES: dict[str, Any] = {
    "text": "x",
    "integer": 1,
    "bigint": 1,
    "double precision": 2.0,
    "boolean": False,
    "timestamp with time zone": "2026-03-01T12:00:00Z",
    "jsonb": Jsonb([]),
}


@dataclass(frozen=True)
class Role:
    """A role of PostgREST and the user of the token."""

    name: str
    user: UUID | None = None


ANON = Role("anon")
ANN = Role("authenticated", ANN_ID)
BOB = Role("authenticated", BOB_ID)
NOBODY = Role("authenticated", UUID(int=3))
"""Signed in, but no bettor is theirs."""
SERVICE = Role("service_role")


@contextmanager
def acting_as(url: str, role: Role) -> Iterator[psycopg.Connection]:
    """A connection in a transaction of that role, which is rolled back."""
    with psycopg.connect(url) as connection:
        claims = {"role": role.name, **({"sub": str(role.user)} if role.user else {})}
        connection.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
        connection.execute(sql.SQL("set local role {}").format(sql.Identifier(role.name)))
        yield connection
        connection.rollback()


def some_row(url: str, table: str, bettor: str, number: int) -> dict[str, Any]:
    """A row of a table with a value in every column that needs one, belonging to a bettor or his user."""
    query = (
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'public' and table_name = %s and is_nullable = 'NO'"
    )
    with psycopg.connect(url) as connection:
        row = {name: _VALUES.get(kind) for name, kind in connection.execute(query, [table])}
    own: dict[str, Any] = {
        "bettor": bettor, "owner": USERS[bettor], "batch": UUID(int=number), "user_id": USERS[bettor],
        "id": f"{number}", "bet_id": f"{number}", "client_key": f"{number}", "source": f"{number}", "file": f"{number}",
    }  # fmt: skip
    own |= {"bet_type": "straight", "outcome": "open"} | ({"status": "open"} if table == "quarantine" else {})
    own |= {"p_win": 0.5, "p_market": 0.5, "kind": "deposit", "topic": "ev", "channel": "email"}
    row |= {name: value for name, value in own.items() if name in row}
    return row | ({"owner": USERS[bettor]} if table in OF_USERS else {})


def insert(connection: psycopg.Connection, table: str, row: dict[str, Any], more: str = "") -> int:
    """Insert a row; returns how many were inserted."""
    statement = sql.SQL("insert into {} ({}) values ({}) {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Placeholder, row)),
        sql.SQL(more),
    )
    return connection.execute(statement, row).rowcount
