"""The bet store in a SQL database, by SQLAlchemy Core."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime

import pyarrow as pa
from sqlalchemy import Connection, Engine, func, select

from pikkit.base.errors import PikkitError
from pikkit.base.retrying import again
from pikkit.bets.outcome import Outcome
from pikkit.bets.schema import REJECTS
from pikkit.store import tables
from pikkit.store.arrow_rows import conform, conform_bets, to_rows
from pikkit.store.base import Changes, Review, StoreCounts, UpsertCounts
from pikkit.store.changing import read_changes
from pikkit.store.driver_rows import execute_many, insert_new_statement
from pikkit.store.guarding import fetch_guarded
from pikkit.store.import_notes import note_imports, read_imports
from pikkit.store.quarantine_overview import QuarantineOverview
from pikkit.store.quota import within_quota
from pikkit.store.reviewing import quarantined_of, read_corrections, store_review, with_decisions
from pikkit.store.shapes import CORRECTIONS, DECISIONS, EVENTS, IMPORTS, QUARANTINE, TAKE_BACK
from pikkit.store.store_state import next_moment, watermark_of
from pikkit.store.stored_bets import BY_BET, ORDER, BetQuery, read_bets
from pikkit.store.stored_events import read_events, write_events
from pikkit.store.transactions import prepare, transaction
from pikkit.store.upserting import upsert_bets
from pikkit.store.waiting_rows import overview_of


class SqlStore:
    """A :class:`~pikkit.store.base.BetStore` on an engine; it makes its tables if they are not there.

    Args:
        engine: SQLite's or Postgres's.
        patience: For how many seconds to try again when the connection is lost; a review, which must not be done
            twice, is not tried again.
    """

    def __init__(self, engine: Engine, patience: float = 15.0) -> None:
        self._engine = engine
        self.patience = patience
        try:
            prepare(engine)
        except PikkitError:
            engine.dispose()
            raise

    @again
    def upsert(self, bets: pa.Table) -> UpsertCounts:
        """Insert new bets and update changed ones, all or none."""
        bets = conform_bets(bets)
        with self._connection(write=True) as connection:
            return upsert_bets(connection, bets)

    @again
    def add_rejects(self, rejects: pa.Table) -> int:
        """Quarantine rows not yet there; returns how many were new."""
        rejects = conform(rejects, REJECTS, "rejects")
        if not rejects.num_rows:
            return 0
        with self._connection(write=True) as connection:
            rejects = within_quota(rejects, lambda bettor: quarantined_of(connection, bettor))
            rows = with_decisions(connection, rejects, next_moment(connection))
            return execute_many(connection, insert_new_statement(connection, tables.quarantine), to_rows(rows))

    @again
    def read(
        self,
        bettors: Collection[str] | None = None,
        placed_before: datetime | None = None,
        settled_before: datetime | None = None,
        bet_ids: Collection[str] | None = None,
        corrected: bool = True,
    ) -> pa.Table:
        """Stored bets as BETS with their corrections applied, ordered by placed_at, bettor, bet_id."""
        asked = BetQuery.of(bettors, placed_before, settled_before, bet_ids)
        with self._connection() as connection:
            return read_bets(connection, asked, corrected=corrected).sort_by(ORDER)

    @again
    def rejects(self, source: str | None = None, rule: str | None = None) -> pa.Table:
        """Quarantined rows as REJECTS, ordered by source and line."""
        rows = tables.quarantine.c
        query = select(*(rows[name] for name in REJECTS.names)).order_by(rows.source, rows.line, rows.content_hash)
        if source is not None:
            query = query.where(rows.source == source)
        if rule is not None:
            query = query.where(rows.rule == rule)
        with self._connection() as connection:
            return fetch_guarded(connection, query, tables.quarantine, REJECTS)

    @again
    def quarantined(self, bettors: Collection[str] | None = None) -> pa.Table:
        """Quarantined rows of bettors with their decisions as QUARANTINE, ordered by source and line."""
        rows = tables.quarantine.c
        query = select(*(rows[name] for name in QUARANTINE.names)).order_by(rows.source, rows.line, rows.content_hash)
        if bettors is not None:
            query = query.where(rows.bettor.in_(sorted(bettors)))
        with self._connection() as connection:
            return fetch_guarded(connection, query, tables.quarantine, QUARANTINE)

    @again
    def quarantine_overview(
        self, bettors: Collection[str] | None, rule: str, most: int, lately: int
    ) -> QuarantineOverview:
        """What a page of the quarantine shows."""
        with self._connection() as connection:
            return overview_of(connection, bettors, rule, most, lately)

    @again
    def corrections(self) -> pa.Table:
        """All corrections as CORRECTIONS, reverted ones too, in the order they were made."""
        with self._connection() as connection:
            return read_corrections(connection)

    def review(self, review: Review) -> UpsertCounts:
        """Store decisions, all or none."""
        checked = Review(
            bets=conform_bets(review.bets),
            decisions=conform(review.decisions, DECISIONS, "decisions"),
            corrections=conform(review.corrections, CORRECTIONS, "corrections"),
            revert=review.revert,
            take_back=conform(review.take_back, TAKE_BACK, "bets to take back"),
            who=review.who,
        )
        with self._connection(write=True) as connection:
            return store_review(connection, checked)

    @again
    def imports(self, bettors: Collection[str] | None = None) -> pa.Table:
        """The files of bettors that were imported to their end, as IMPORTS, ordered by bettor and file."""
        with self._connection() as connection:
            return read_imports(connection, bettors)

    @again
    def note_import(self, file: pa.Table) -> None:
        """Note files as imported."""
        file = conform(file, IMPORTS, "imports")
        with self._connection(write=True) as connection:
            note_imports(connection, file)

    @again
    def events(self, pairings: Collection[str] | None = None) -> pa.Table:
        """The noted events of bets as EVENTS, ordered by bettor and bet id; of some pairings if given."""
        with self._connection() as connection:
            return read_events(connection, pairings).sort_by(BY_BET)

    @again
    def note_events(self, events: pa.Table) -> None:
        """Note the events of bets, in place of those noted before; a null takes one back."""
        events = conform(events, EVENTS, "events")
        with self._connection(write=True) as connection:
            write_events(connection, events)

    @again
    def watermark(self) -> int:
        """The moment of the last change in microseconds since 1970 UTC."""
        with self._connection() as connection:
            return watermark_of(connection)

    @again
    def changed_since(self, watermark: int) -> Changes:
        """What was inserted, updated, corrected or removed after a watermark."""
        with self._connection() as connection:
            return read_changes(connection, watermark)

    @again
    def counts(self) -> StoreCounts:
        """How much is stored, corrections not applied."""
        bets = tables.bets.c
        settled = select(func.count()).where(bets.outcome != Outcome.OPEN.value)
        bettors = select(func.count(bets.bettor.distinct()))
        rejects = select(func.count()).select_from(tables.quarantine)
        query = select(
            tables.store_state.c.bets, settled.scalar_subquery(), bettors.scalar_subquery(), rejects.scalar_subquery()
        )
        with self._connection() as connection:
            return StoreCounts(*connection.execute(query).one())

    @again
    def bettor_counts(self) -> list[tuple[str, int]]:
        """Every bettor, in order, and how many bets are stored."""
        bettor = tables.bets.c.bettor
        with self._connection() as connection:
            counts = connection.execute(select(bettor, func.count()).group_by(bettor).order_by(bettor)).all()
        return [(name, count) for name, count in counts]

    @again
    def fingerprint(self) -> str:
        """The number of bets and the sum of hashes, theirs and the active corrections': equal in any order, cheap."""
        query = select(tables.store_state.c.bets, tables.store_state.c.hash_sum)
        with self._connection() as connection:
            bets, hash_sum = connection.execute(query).one()
        return f"{bets}-{hash_sum % 2**64:016x}"

    def close(self) -> None:
        """Let go of the pooled connections."""
        self._engine.dispose()

    def _connection(self, write: bool = False) -> AbstractContextManager[Connection]:
        return transaction(self._engine, write=write)
