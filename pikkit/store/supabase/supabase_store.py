"""The bet store in a Supabase project, over PostgREST."""

import time
from collections.abc import Collection
from datetime import datetime

import pyarrow as pa

from pikkit.base.errors import PikkitError
from pikkit.bets.schema import REJECTS
from pikkit.store.arrow_rows import conform, conform_bets
from pikkit.store.base import Changes, Review, StoreCounts, UpsertCounts
from pikkit.store.quarantine_overview import QuarantineOverview
from pikkit.store.quota import within_quota
from pikkit.store.reviewing import Decided, quarantine_rows, sources_of
from pikkit.store.shapes import CORRECTIONS, DECISIONS, EVENTS, IMPORTS, OPEN, QUARANTINE, TAKE_BACK
from pikkit.store.stored_bets import BY_BET, ORDER, BetQuery
from pikkit.store.supabase.json_rows import from_json_rows, to_json_rows
from pikkit.store.supabase.rest import Narrow, Rest
from pikkit.store.supabase.rest_bets import read_bets, read_changes, read_corrections
from pikkit.store.supabase.rest_quarantine import rest_overview
from pikkit.store.supabase.rest_uploads import Upload, decided
from pikkit.store.transactions import check_version

_KEY = ("bettor", "source", "line", "content_hash")
_FIRST_SEEN = (["bettor", "file", "first_seen_at"], ["bettor", "file"])
_BY_BET = ("bettor", "bet_id")
_ASKED = 20  # pairings a request, whose address has to stay short
_BY_LINE = ("source", "line", "bettor", "content_hash")


class SupabaseStore:
    """A :class:`~pikkit.store.base.BetStore` over a project's API; its schema must be there.

    With the service key it sees everybody's bets; with the anon key and a user's token what row-level security lets the
    user see and write. A read is a sequence of pages, so that a bet written meanwhile may or may not be in it.

    Args:
        rest: The project.
        patience: For how many seconds to try again while the project cannot be reached.
    """

    def __init__(self, rest: Rest, patience: float = 15.0) -> None:
        self.rest = rest
        try:
            # At once: a wrong address or key is no reason to wait.
            check_version(rest.number("schema_version"), rest.name)
        except PikkitError:
            rest.close()
            raise
        rest.patience = patience

    def upsert(self, bets: pa.Table) -> UpsertCounts:
        """Insert new bets and update changed ones, all or none."""
        bets = conform_bets(bets)
        if not bets.num_rows:
            return UpsertCounts()
        upload = Upload(self.rest)
        upload.send(bets)
        return upload.merge()

    def add_rejects(self, rejects: pa.Table) -> int:
        """Quarantine rows not yet there; returns how many were new."""
        rejects = conform(rejects, REJECTS, "rejects")
        if not rejects.num_rows:
            return 0
        rejects = within_quota(rejects, lambda bettor: self.rest.count("quarantine", {"bettor": bettor}))
        rows = quarantine_rows(rejects, self._decided(rejects), time.time_ns() // 1000)
        return len(self.rest.insert_new("quarantine", to_json_rows(rows), _KEY))

    def _decided(self, rejects: pa.Table) -> Decided:
        decisions: Decided = {}
        for bettor, source in sources_of(rejects):
            rows = self.rest.rows("quarantine", QUARANTINE.names, _BY_LINE, _decided_in(bettor, source))
            known = from_json_rows(rows, QUARANTINE).select(DECISIONS.names)
            known = known.set_column(5, "decided_at", known["decided_at"].cast(pa.int64()))
            decisions |= {(bettor, source, row[2]): row[3:] for row in zip(*known.to_pydict().values(), strict=True)}
        return decisions

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
        return read_bets(self.rest, asked, corrected=corrected).sort_by(ORDER)

    def rejects(self, source: str | None = None, rule: str | None = None) -> pa.Table:
        """Quarantined rows as REJECTS, ordered by source and line."""
        given = {name: value for name, value in (("source", source), ("rule", rule)) if value is not None}
        rows = self.rest.rows(
            "quarantine", REJECTS.names, _BY_LINE, lambda query: query.match(given) if given else query
        )
        return from_json_rows(rows, REJECTS)

    def quarantined(self, bettors: Collection[str] | None = None) -> pa.Table:
        """Quarantined rows of bettors with their decisions as QUARANTINE, ordered by source and line."""
        rows = self.rest.rows("quarantine", QUARANTINE.names, _BY_LINE, _of_bettors(bettors))
        return from_json_rows(rows, QUARANTINE)

    def quarantine_overview(
        self, bettors: Collection[str] | None, rule: str, most: int, lately: int
    ) -> QuarantineOverview:
        """What a page of the quarantine shows."""
        return rest_overview(self.rest, bettors, rule, most, lately)

    def corrections(self) -> pa.Table:
        """All corrections as CORRECTIONS, reverted ones too, in the order they were made."""
        return read_corrections(self.rest)

    def review(self, review: Review) -> UpsertCounts:
        """Store decisions, all or none."""
        checked = Review(
            decisions=conform(review.decisions, DECISIONS, "decisions"),
            corrections=conform(review.corrections, CORRECTIONS, "corrections"),
            revert=review.revert,
            take_back=conform(review.take_back, TAKE_BACK, "bets to take back"),
            who=review.who,
        )
        upload = Upload(self.rest)
        upload.send(conform_bets(review.bets))
        return upload.merge(decided(checked))

    def imports(self, bettors: Collection[str] | None = None) -> pa.Table:
        """The files of bettors that were imported to their end, as IMPORTS, ordered by bettor and file."""
        rows = self.rest.rows("imports", IMPORTS.names, ["bettor", "file"], _of_bettors(bettors))
        return from_json_rows(rows, IMPORTS)

    def note_import(self, file: pa.Table) -> None:
        """Note files as imported."""
        file = conform(file, IMPORTS, "imports")
        his = _of_bettors(set(file["bettor"].to_pylist()))
        noted = self.rest.rows("imports", *_FIRST_SEEN, his)
        known = {(row["bettor"], row["file"]): row["first_seen_at"] for row in noted}
        rows = to_json_rows(file)
        for row in rows:
            row["first_seen_at"] = known.get((row["bettor"], row["file"]), row["first_seen_at"])
        self.rest.replace("imports", rows, ["bettor", "file"])

    def events(self, pairings: Collection[str] | None = None) -> pa.Table:
        """The noted events of bets as EVENTS, ordered by bettor and bet id; of some pairings if given."""
        names = None if pairings is None else sorted(pairings)
        asked = [None] if names is None else [names[start : start + _ASKED] for start in range(0, len(names), _ASKED)]
        parts = [
            from_json_rows(self.rest.rows("bet_events", EVENTS.names, _BY_BET, _of_pairings(some)), EVENTS)
            for some in asked
        ]
        return pa.concat_tables([EVENTS.empty_table(), *parts]).sort_by(BY_BET)

    def note_events(self, events: pa.Table) -> None:
        """Note the events of bets, in place of those noted before; a null takes one back."""
        self.rest.replace("bet_events", to_json_rows(conform(events, EVENTS, "events")), _BY_BET)

    def watermark(self) -> int:
        """The moment of the last change in microseconds since 1970 UTC."""
        return int(self.rest.call("visible_state")["changed_at"])

    def changed_since(self, watermark: int) -> Changes:
        """What was inserted, updated, corrected or removed after a watermark."""
        return read_changes(self.rest, watermark)

    def counts(self) -> StoreCounts:
        """How much is stored, corrections not applied."""
        return StoreCounts(**self.rest.call("visible_counts"))

    def fingerprint(self) -> str:
        """The number of bets and the sum of hashes, theirs and the active corrections'."""
        state = self.rest.call("visible_state")
        return f"{state['bets']}-{state['hash_sum'] % 2**64:016x}"

    def close(self) -> None:
        """Let go of connections."""
        self.rest.close()


def _of_bettors(bettors: Collection[str] | None) -> Narrow | None:
    return None if bettors is None else lambda query: query.in_("bettor", sorted(bettors))


def _of_pairings(pairings: Collection[str] | None) -> Narrow | None:
    return None if pairings is None else lambda query: query.in_("pairing", list(pairings))


def _decided_in(bettor: str, source: str) -> Narrow:
    return lambda query: query.match({"bettor": bettor, "source": source}).neq("status", OPEN)
