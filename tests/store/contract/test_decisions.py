"""What every store promises about decisions, imported files and what changed since when."""

from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest

from pikkit.base.errors import InputError
from pikkit.store import BetStore, UpsertCounts
from pikkit.store.base import Review
from pikkit.store.hashing import content_hash
from pikkit.store.shapes import CORRECTIONS, DECISIONS, IMPORTS, TAKE_BACK, WITHHELD
from pikkit.store.upserting import CONTENT
from tests.store.builders import NOON, make_bets, make_rejects


def correction(number: str, field: str, new: str | None, bet_id: str = "0", **more: Any) -> dict[str, Any]:
    told = {"bettor": "ann", "who": "zoe", "why": "the slip says so", "old_value": None, "created_at": NOON}
    return {"id": number, "bet_id": bet_id, "field": field, "new_value": new, **told, **more}


def correct(store: BetStore, *rows: dict[str, Any]) -> None:
    store.review(Review(corrections=pa.Table.from_pylist(list(rows), CORRECTIONS), who="zoe"))


def imported(**changes: Any) -> pa.Table:
    row = {
        "bettor": "ann", "file": "exports/ann.csv", "sha256": "ab", "size": 10, "modified_ns": 2**60 + 1, "rows": 3,
        "rejected": 1, "reader": "1", "first_seen_at": NOON, "last_seen_at": NOON,
    }  # fmt: skip
    return pa.Table.from_pylist([{**row, **changes}], IMPORTS)


def test_a_correction_is_applied_on_read_and_its_source_is_kept(store: BetStore) -> None:
    store.upsert(make_bets({}, {}))
    before = store.fingerprint()
    correct(store, correction("c1", "stake", "25.5"))
    assert store.read()["stake"].to_pylist() == [25.5, 10.0]
    assert store.read(corrected=False)["stake"].to_pylist() == [10.0, 10.0]
    assert store.fingerprint() != before
    assert [(row["id"], row["who"], row["reverted_at"]) for row in store.corrections().to_pylist()] == [
        ("c1", "zoe", None)
    ]


def test_a_reverted_correction_leaves_no_trace_in_what_is_read(store: BetStore) -> None:
    store.upsert(make_bets({}))
    before = store.fingerprint()
    correct(store, correction("c1", "stake", "25.5"), correction("c2", "bet_info", "x'; --"))
    store.review(Review(revert=["c1", "c2", "unknown"], who="yan"))
    assert store.read().equals(make_bets({}))
    assert store.fingerprint() == before
    assert store.corrections()["reverted_by"].to_pylist() == ["yan", "yan"]
    store.review(Review(revert=["c1"], who="yan"))
    assert store.fingerprint() == before


def test_a_correction_survives_the_next_import(store: BetStore) -> None:
    store.upsert(make_bets({}))
    correct(store, correction("c1", "stake", "25.5"))
    store.upsert(make_bets({"outcome": "win", "stake": 10.0}))
    assert store.read().to_pylist()[0]["stake"] == 25.5
    assert store.read().to_pylist()[0]["outcome"] == "win"


def test_a_withheld_bet_is_not_read(store: BetStore) -> None:
    store.upsert(make_bets({}, {}))
    correct(store, correction("c1", WITHHELD, "true"))
    assert store.read()["bet_id"].to_pylist() == ["1"]


def test_a_corrected_time_moves_a_bet_in_and_out_of_what_was_known(store: BetStore) -> None:
    store.upsert(make_bets({}, {}))
    correct(store, correction("c1", "placed_at", (NOON + timedelta(days=9)).isoformat()))
    correct(store, correction("c2", "placed_at", (NOON - timedelta(days=9)).isoformat(), bet_id="1"))
    assert store.read(placed_before=NOON + timedelta(hours=1))["bet_id"].to_pylist() == ["1"]


def decide(store: BetStore, status: str, *rows: dict[str, Any]) -> None:
    said = [{name: row[name] for name in ("bettor", "source", "content_hash")} for row in rows]
    decided = [{**row, "status": status, "decided_by": "zoe", "note": "no"} for row in said]
    store.review(Review(decisions=pa.Table.from_pylist(decided, DECISIONS), who="zoe"))


def test_an_overview_is_of_rows_that_wait_and_of_the_newest_decisions(store: BetStore) -> None:
    raws = [{"raw": f'{{"odds": "{number}"}}', "line": number} for number in range(8)]
    twice = {"raw": raws[4]["raw"], "line": 20}
    others = [{"rule": "time.missing", **raws[6]}, {"bettor": "bob", **raws[7]}]
    store.add_rejects(make_rejects(*raws[:6], twice, *others))
    rows = {row["line"]: row for row in store.quarantined(["ann"]).to_pylist()}
    common, rare = rows[0]["rule"], rows[6]["rule"]
    decide(store, "rejected", rows[0], rows[1])
    decide(store, "accepted", rows[2])
    seen = store.quarantine_overview(["ann"], "", 3, 5)
    assert seen.rules == {common: 3, rare: 1}
    assert seen.first.schema.equals(store.quarantined().schema)
    assert seen.first["line"].to_pylist() == [3, 4, 5, 20]
    assert [(one.status, one.rule, one.by, one.rows) for one in seen.lately] == [
        ("accepted", common, "zoe", 1),
        ("rejected", common, "zoe", 2),
    ]
    assert seen.lately[0].at == rows_at(store, 2)
    assert store.quarantine_overview(["ann"], rare, 3, 1).first["line"].to_pylist() == [6]
    assert len(store.quarantine_overview(["ann"], rare, 3, 1).lately) == 1
    assert store.quarantine_overview(None, "", 50, 5).rules == {common: 4, rare: 1}
    nothing = store.quarantine_overview(["eve"], "", 50, 5)
    assert (nothing.rules, nothing.first.num_rows, nothing.lately) == ({}, 0, [])


def rows_at(store: BetStore, line: int) -> object:
    return next(row["decided_at"] for row in store.quarantined().to_pylist() if row["line"] == line)


def test_a_row_decided_about_keeps_its_decision_when_it_comes_again(store: BetStore) -> None:
    store.add_rejects(make_rejects({}, {"raw": '{"odds": "x"}'}))
    row = store.quarantined().to_pylist()[0]
    decision = {name: row[name] for name in ("bettor", "source", "content_hash")}
    decided = pa.Table.from_pylist([{**decision, "status": "rejected", "decided_by": "zoe", "note": "no"}], DECISIONS)
    store.review(Review(decisions=decided, who="zoe"))
    assert store.add_rejects(make_rejects({"line": 99, "raw": row["raw"]})) == 1
    rows = store.quarantined().to_pylist()
    told = [(row["line"], row["status"], row["decided_by"], row["decided_at"] is not None) for row in rows]
    assert sorted(told) == [(7, "open", None, False), (7, "rejected", "zoe", True), (99, "rejected", "zoe", True)]


def test_a_review_stores_bets_and_takes_back_those_that_are_unchanged(store: BetStore) -> None:
    bets = make_bets({}, {})
    empty = store.fingerprint()
    assert store.review(Review(bets=bets, who="zoe")) == UpsertCounts(inserted=2)
    store.upsert(make_bets({}, {"outcome": "win"}).slice(1))
    hashed = bets.select(["bettor", "bet_id"]).append_column(
        "content_hash", pa.array(content_hash(bets.select(CONTENT)))
    )
    store.review(Review(take_back=hashed.cast(TAKE_BACK), who="zoe"))
    assert store.read()["bet_id"].to_pylist() == ["1"]
    assert store.fingerprint() != empty
    assert store.counts().bets == 1


def test_a_review_with_a_fault_leaves_nothing_behind(store: BetStore) -> None:
    store.upsert(make_bets({}))
    correct(store, correction("c1", "stake", "25.5"))
    before = store.fingerprint(), store.watermark()
    new = pa.Table.from_pylist([correction("c1", "odds", "3.0")], CORRECTIONS)
    with pytest.raises(InputError):
        store.review(Review(bets=make_bets({"bet_id": "new"}), corrections=new, who="zoe"))
    assert (store.fingerprint(), store.watermark()) == before
    assert store.counts().bets == 1


def test_what_changed_since_a_watermark_is_told_once(store: BetStore) -> None:
    store.upsert(make_bets({}, {}, {}))
    first = store.changed_since(0)
    assert first.bets.num_rows == 3
    assert first.watermark == store.watermark() > 0
    assert store.changed_since(first.watermark).bets.num_rows == 0
    store.upsert(make_bets({}, {"outcome": "win"}, {}, {}))
    correct(store, correction("c1", "stake", "25.5"), correction("c2", WITHHELD, "true", bet_id="2"))
    second = store.changed_since(first.watermark)
    assert sorted(second.bets["bet_id"].to_pylist()) == ["0", "1", "3"]
    assert second.removed.to_pylist() == [{"bettor": "ann", "bet_id": "2"}]
    assert store.changed_since(second.watermark).bets.num_rows == 0
    store.review(Review(revert=["c2"], who="zoe"))
    assert store.changed_since(second.watermark).bets["bet_id"].to_pylist() == ["2"]


def test_the_watermark_stays_where_nothing_changes(store: BetStore) -> None:
    assert store.watermark() == 0
    store.upsert(make_bets({}))
    before = store.watermark()
    store.upsert(make_bets({}))
    assert store.watermark() == before


def test_an_imported_file_is_noted_and_keeps_when_it_was_first_seen(store: BetStore) -> None:
    store.note_import(imported())
    later = NOON + timedelta(days=1)
    store.note_import(imported(sha256="cd", first_seen_at=later, last_seen_at=later))
    store.note_import(imported(bettor="bob"))
    assert store.imports().to_pylist()[0] == imported(sha256="cd", last_seen_at=later).to_pylist()[0]
    assert store.imports()["bettor"].to_pylist() == ["ann", "bob"]
