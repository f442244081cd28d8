"""What every bet store promises: nothing twice, nothing half, nothing known taken back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from pikkit.base.errors import InputError
from pikkit.bets.schema import BETS, REJECTS
from pikkit.store import BetStore, StoreCounts, UpsertCounts, open_store
from tests.store.builders import NOON, make_bets, make_rejects

SETTLED = {"outcome": "win", "profit": 9.1, "settled_at": NOON + timedelta(days=1)}


def test_what_is_read_is_what_was_stored(store: BetStore) -> None:
    bets = make_bets({"closing_odds": 1.85, "bet_info": "Nice Moneyline Nice vs. Élan", "bonus": True}, SETTLED, {})
    assert store.upsert(bets) == UpsertCounts(inserted=3)
    assert store.read().equals(bets)


def test_the_same_bets_again_change_nothing(store: BetStore) -> None:
    bets = make_bets({}, SETTLED)
    store.upsert(bets)
    before = store.fingerprint()
    assert store.upsert(bets) == UpsertCounts(unchanged=2)
    assert store.fingerprint() == before


def test_the_same_bet_from_another_file_or_line_is_unchanged(store: BetStore) -> None:
    store.upsert(make_bets({}))
    assert store.upsert(make_bets({"source": "ann (1).csv", "source_line": 99})) == UpsertCounts(unchanged=1)


def test_the_same_bet_id_of_another_bettor_is_another_bet(store: BetStore) -> None:
    assert store.upsert(make_bets({"bet_id": "1"}, {"bet_id": "1", "bettor": "bob"})) == UpsertCounts(inserted=2)


def test_an_open_bet_that_settles_is_updated(store: BetStore) -> None:
    store.upsert(make_bets({}, {}))
    before = store.fingerprint()
    assert store.upsert(make_bets({}, SETTLED, {})) == UpsertCounts(inserted=1, updated=1, unchanged=1)
    assert store.read()["outcome"].to_pylist() == ["open", "win", "open"]
    assert store.fingerprint() != before


@pytest.mark.parametrize(
    ("stored", "incoming", "kept"),
    [
        ("win", "open", "win"),
        ("win", "unknown", "win"),
        ("unknown", "open", "unknown"),
        ("unknown", "loss", "loss"),
        ("win", "void", "void"),
        ("open", "unknown", "unknown"),
    ],
)
def test_a_bet_never_comes_to_know_less_about_its_end(store: BetStore, stored: str, incoming: str, kept: str) -> None:
    store.upsert(make_bets({"outcome": stored}))
    counts = store.upsert(make_bets({"outcome": incoming}))
    assert store.read()["outcome"].to_pylist() == [kept]
    assert counts == (UpsertCounts(updated=1) if kept == incoming else UpsertCounts(unchanged=1))


def test_of_two_versions_in_one_table_the_one_that_knows_more_is_stored(store: BetStore) -> None:
    versions = make_bets({"bet_id": "1", **SETTLED}, {"bet_id": "1"}, {"bet_id": "2"}, {"bet_id": "2", "stake": 20.0})
    assert store.upsert(versions) == UpsertCounts(inserted=2)
    assert store.read()["outcome"].to_pylist() == ["win", "open"]
    assert store.read()["stake"].to_pylist() == [10.0, 20.0]


def test_the_fingerprint_depends_on_the_bets_and_not_on_how_they_came(store: BetStore, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    store.upsert(make_bets({}, SETTLED, {}))
    for bets in (make_bets({}, {}, {}).slice(1), make_bets({}, SETTLED), make_bets({}, SETTLED)):
        other.upsert(bets)
    assert other.fingerprint() == store.fingerprint()
    other.upsert(make_bets({"bettor": "bob"}))
    assert other.fingerprint() != store.fingerprint()
    other.close()


def test_bets_are_read_in_the_order_they_were_placed(store: BetStore) -> None:
    same_time = {"placed_at": NOON}
    store.upsert(make_bets({"bettor": "bob", **same_time}, {"bet_id": "9", **same_time}, {"bet_id": "8", **same_time}))
    store.upsert(make_bets({"bet_id": "first", "placed_at": NOON - timedelta(days=1)}))
    assert store.read()["bet_id"].to_pylist() == ["first", "8", "9", "0"]


def test_reading_can_be_limited_to_bettors_and_to_what_was_known_at_a_time(store: BetStore) -> None:
    store.upsert(make_bets({}, SETTLED, {"bettor": "bob"}))
    assert store.read(bettors=["bob"])["bettor"].to_pylist() == ["bob"]
    assert store.read(bettors=[]).num_rows == 0
    assert store.read(placed_before=NOON + timedelta(hours=1))["bet_id"].to_pylist() == ["0"]
    assert store.read(settled_before=NOON + timedelta(days=1)).num_rows == 0
    assert store.read(settled_before=NOON + timedelta(days=1, seconds=1))["bet_id"].to_pylist() == ["1"]


def test_a_moment_without_a_time_zone_is_refused(store: BetStore) -> None:
    with pytest.raises(InputError, match="placed_before must have a time zone"):
        store.read(placed_before=NOON.replace(tzinfo=None))


def test_an_empty_store_reads_as_an_empty_table(store: BetStore) -> None:
    assert store.read().schema.equals(BETS)
    assert store.rejects().schema.equals(REJECTS)
    assert store.counts() == StoreCounts(bets=0, settled=0, bettors=0, rejects=0)
    assert store.upsert(BETS.empty_table()) == UpsertCounts()
    assert store.add_rejects(REJECTS.empty_table()) == 0


def test_a_rejected_row_is_quarantined_once(store: BetStore) -> None:
    first = make_rejects({}, {"line": 8, "rule": "stake.missing"}, {"raw": '{"odds": "x"}'})
    assert store.add_rejects(first) == 3
    assert store.add_rejects(first) == 0
    assert store.rejects(rule="stake.missing")["line"].to_pylist() == [8]
    assert store.rejects(source="bob.csv").num_rows == 0
    assert store.counts().rejects == 3


def test_counts_say_what_is_there(store: BetStore) -> None:
    store.upsert(make_bets({}, SETTLED, {"bettor": "bob"}))
    assert store.counts() == StoreCounts(bets=3, settled=1, bettors=2, rejects=0)


def test_a_bad_row_leaves_nothing_of_its_table_behind(store: BetStore) -> None:
    nulls = make_bets({}, {}).set_column(0, "bettor", pa.array(["ann", None]))
    with pytest.raises(InputError, match="no table of bets"):
        store.upsert(nulls)
    with pytest.raises(InputError, match="columns odds; they are missing"):
        store.upsert(make_bets({}).drop_columns(["odds"]))
    assert store.counts().bets == 0


def test_hostile_text_is_stored_as_text(store: BetStore) -> None:
    hostile = ["'; DROP TABLE bets; --", "=1+1", "\x00nul", "☃" * 5000, ""]
    store.upsert(make_bets(*({"bet_id": text[:200], "bet_info": text} for text in hostile)))
    assert store.read()["bet_info"].to_pylist() == [text.replace("\x00", "␀") for text in hostile]
    assert store.read(bet_ids=["=1+1", hostile[0]])["bet_id"].to_pylist() == hostile[:2]
    assert store.read(bettors=["ann' OR '1'='1", "%", "ann\\"]).num_rows == 0


def test_names_with_sql_in_them_are_names(store: BetStore) -> None:
    names = ["Robert'); DROP TABLE bets;--", '"bets"', "a,b", "a.b:c(d)*%", "null", " ann "]
    store.upsert(make_bets(*({"bettor": name} for name in names)))
    store.add_rejects(make_rejects(*({"bettor": name, "source": name} for name in names)))
    for name in names:
        assert store.read(bettors=[name])["bettor"].to_pylist() == [name]
        assert store.rejects(source=name)["bettor"].to_pylist() == [name]
    assert store.counts() == StoreCounts(bets=6, settled=0, bettors=6, rejects=6)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(store: BetStore, number: float) -> None:
    with pytest.raises(InputError, match="odds holds a number that is not finite"):
        store.upsert(make_bets({"odds": number}))


def test_numbers_and_moments_are_kept_to_the_last_bit(store: BetStore) -> None:
    exact = {"odds": 1 + 2**-52, "stake": 5e-324, "profit": -9.999999999999999e14, "line": 0.1 + 0.2}
    moments = {"placed_at": datetime(1999, 12, 31, 23, 59, 59, 999999, UTC), "settled_at": NOON.replace(microsecond=1)}
    bets = make_bets({**exact, **moments, "source_line": 2**63 - 1, "outcome": "win"})
    store.upsert(bets)
    assert store.read().equals(bets)


def test_more_bets_than_a_page_or_a_batch_are_kept_alike(store: BetStore) -> None:
    bets = make_bets(*({"bettor": f"b{i % 7}", "bet_id": f"{i:05}"} for i in range(2_500)))
    assert store.upsert(bets) == UpsertCounts(inserted=2_500)
    assert store.read().equals(bets)
    assert store.upsert(bets) == UpsertCounts(unchanged=2_500)
