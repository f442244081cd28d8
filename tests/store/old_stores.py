"""Stores as earlier versions made them, for the tests of upgrades."""

import sqlite3
from pathlib import Path

import psycopg

from pikkit.store.migrations import migrations

VERSION_2 = Path(__file__).parent / "data" / "version_2.sqlite.sql"
_FIRST_FILES = 4


def make_sqlite(path: Path) -> str:
    """A SQLite store of version 2 with three bets and two quarantined rows; returns its URL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_2.read_text())
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return f"sqlite:///{path}"


def make_postgres(url: str) -> str:
    """Make a Postgres store of version 2 in an empty database, with the same rows; returns its URL."""
    files = [migration for migration in migrations() if migration.number <= _FIRST_FILES]
    with psycopg.connect(url, autocommit=True) as connection:
        supabase = connection.execute("select count(*) from pg_namespace where nspname = 'auth'").fetchone() == (1,)
        for migration in files:
            if supabase or not migration.for_supabase:
                connection.execute(migration.sql().encode())
        for bet in ("'ann', '0', 'open', 11", "'ann', '1', 'win', 12", "'bob', '2', 'open', 13"):
            connection.execute(f"""
                insert into bets (bettor, bet_id, outcome, content_hash, sportsbook, bet_type, n_legs, odds, stake,
                    bonus, placed_at, live, source, source_line, first_seen_at, updated_at)
                values ({bet}, 'Caesars', 'straight', 1, 1.91, 10, false, '2026-03-01T12:00Z', false, 'ann.csv', 2,
                    now(), now())""".encode())  # fmt: skip
        for line in (7, 8):
            connection.execute(f"""
                insert into quarantine (bettor, source, line, rule, reason, raw, content_hash, first_seen_at, status)
                values ('ann', 'ann.csv', {line}, 'odds.missing', 'The odds are missing.', '{{}}', 5, now(), 'open')
                """.encode())  # fmt: skip
    return url
