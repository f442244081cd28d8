"""A rejected row stays out until somebody decides, and a decision outlives every later import."""

from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.review.conflicts import find_conflicts
from pikkit.review.decided import Decided, Reviewer
from pikkit.review.quarantine import accept_rows, correct_rows, reject_rows, reopen_rows
from pikkit.review.quarantined_items import QuarantinedRow, RowFilter, find_rows
from pikkit.review.undo import undo
from pikkit.store import BetStore
from pikkit.sync.syncing import import_exports, sync_exports
from tests.bets.export_files import row, write_export
from tests.review.conftest import BAD

BO = Reviewer("bo", "The book's own page says so.")


def rows(store: BetStore, *rules: str, statuses: tuple[str, ...] = ("open",)) -> list[QuarantinedRow]:
    return find_rows(store, RowFilter(rules=rules, statuses=statuses))


def ids(store: BetStore) -> set[str]:
    return {bet_id[-1] for bet_id in store.read()["bet_id"].to_pylist()}


def again(store: BetStore, export: Path) -> str:
    """Import the same file once more; the store's fingerprint."""
    import_exports(export, store)
    return store.fingerprint()


def test_rows_are_listed_with_what_is_wrong_with_them(imported: BetStore) -> None:
    listed = rows(imported)
    assert [(item.rule, item.lines) for item in listed] == [
        ("odds.missing", (3,)),
        ("odds.range", (4,)),
        ("odds.range", (5,)),
        ("stake.range", (6,)),
        ("status.unknown", (7,)),
        ("id.duplicate", (8,)),
    ]
    assert {item.bettor for item in listed} == {"ann"}
    assert listed[0].raw["sportsbook"] == "Pinnacle"
    assert "odds are empty" in listed[0].reason


def test_rows_are_found_by_rule_group_bettor_file_and_reference(imported: BetStore) -> None:
    first = rows(imported)[0]
    assert len(rows(imported, "odds")) == 3
    assert find_rows(imported, RowFilter(bettors=["bob"])) == []
    assert len(find_rows(imported, RowFilter(sources=["ann.csv"]))) == 6
    assert find_rows(imported, RowFilter(refs=[first.ref[:8]])) == [first]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (RowFilter(refs=["zz"]), "No quarantined row has the reference 'zz'"),
        (RowFilter(refs=[""]), "is that of 6 rows; give more"),
        (RowFilter(statuses=["gone"]), "The status 'gone' is not known; accepted: open, accepted"),
    ],
)
def test_what_names_no_row_is_refused(imported: BetStore, asked: RowFilter, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        find_rows(imported, asked)


class TestReject:
    def test_a_rejected_row_is_not_listed_again(self, imported: BetStore, export: Path) -> None:
        assert reject_rows(imported, rows(imported, "odds.missing"), BO) == Decided(1)
        again(imported, export)
        assert rows(imported, "odds.missing") == []
        (kept,) = rows(imported, "odds.missing", statuses=("rejected",))
        assert (kept.decided_by, kept.note) == ("bo", BO.why)

    def test_nor_when_its_file_brings_it_on_another_line(self, imported: BetStore, export: Path) -> None:
        reject_rows(imported, rows(imported), BO)
        write_export(export, [row(90), row(91), *BAD])
        import_exports(export, imported)
        assert rows(imported) == []
        (moved,) = rows(imported, "odds.missing", statuses=("rejected",))
        assert moved.lines == (3, 5)

    def test_but_when_it_comes_with_other_values(self, imported: BetStore, export: Path) -> None:
        reject_rows(imported, rows(imported), BO)
        write_export(export, [row(2, odds="", status="SETTLED_LOSS")])
        import_exports(export, imported)
        assert [item.raw["status"] for item in rows(imported)] == ["SETTLED_LOSS"]


class TestAccept:
    def test_what_a_person_may_overrule_becomes_a_bet_and_the_rest_says_what_is_wrong(self, imported: BetStore) -> None:
        decided = accept_rows(imported, rows(imported), BO)
        assert decided.done == 1
        assert ids(imported) == {"1", "8", "3"}
        reasons = [refusal.reason for refusal in decided.refused]
        assert reasons[0] == "The odds are empty; a decimal price above 1 is needed. Correct that first."
        assert "The odds are 0.5" in reasons[1]
        assert "stake is above 0" in reasons[2]
        assert "is stored already; correct that one" in reasons[4]

    def test_it_is_a_bet_as_it_stands(self, imported: BetStore, export: Path) -> None:
        accept_rows(imported, rows(imported, "odds.range"), BO)
        after = imported.fingerprint()
        assert max(imported.read()["odds"].to_pylist()) == 2e7
        assert again(imported, export) == after

    def test_a_dry_run_stores_nothing(self, imported: BetStore) -> None:
        before = imported.fingerprint()
        assert accept_rows(imported, rows(imported), Reviewer("bo", dry_run=True)).done == 1
        assert (imported.fingerprint(), len(rows(imported))) == (before, 6)


class TestCorrect:
    def test_a_corrected_row_is_read_by_the_rules_and_becomes_a_bet(self, imported: BetStore, export: Path) -> None:
        assert correct_rows(imported, rows(imported, "odds.missing"), {"odds": "1.91"}, BO) == Decided(1)
        bet = imported.read(bet_ids=["818176870258164002"]).to_pylist()[0]
        assert (bet["odds"], bet["stake"], bet["market"], bet["source_line"]) == (1.91, 10.0, "total", 3)
        after = imported.fingerprint()
        assert again(imported, export) == after
        assert rows(imported, "odds.missing") == []

    @pytest.mark.parametrize(
        ("rule", "changes", "sentence"),
        [
            ("odds.missing", {"odds": "0.9"}, "The odds are 0.9"),
            ("odds.missing", {"odds": "20000000"}, "The odds are 20000000"),
            ("odds.missing", {"stake": "5"}, "The odds are empty"),
            ("id.duplicate", {"odds": "1.5"}, "is stored already"),
            ("odds.missing", {"odds": "1.5", "time_placed": "soon"}, "time placed is 'soon'"),
        ],
    )
    def test_one_that_still_breaks_a_rule_is_refused(
        self, imported: BetStore, rule: str, changes: dict[str, str], sentence: str
    ) -> None:
        before = imported.fingerprint()
        decided = correct_rows(imported, rows(imported, rule), changes, BO)
        assert decided.done == 0
        assert sentence in decided.refused[0].reason
        assert imported.fingerprint() == before

    @pytest.mark.parametrize("changes", [{"amount": "5"}, {"stake": "5"}])
    def test_a_field_has_the_exports_name_or_the_bets(self, imported: BetStore, changes: dict[str, str]) -> None:
        assert correct_rows(imported, rows(imported, "stake.range"), changes, BO).done == 1
        assert imported.read(bet_ids=["818176870258164005"])["stake"].to_pylist() == [5.0]

    @pytest.mark.parametrize("word", ["loss", "SETTLED_LOSS", "settled loss"])
    def test_an_outcome_may_be_said_in_either_tongue(self, imported: BetStore, word: str) -> None:
        assert correct_rows(imported, rows(imported, "status"), {"status": word, "profit": "-10"}, BO).done == 1
        assert imported.read(bet_ids=["818176870258164006"])["outcome"].to_pylist() == ["loss"]

    def test_a_field_no_row_has_is_refused(self, imported: BetStore) -> None:
        with pytest.raises(InputError, match="no field 'colour'; accepted: bet_id, sportsbook"):
            correct_rows(imported, rows(imported), {"colour": "red"}, BO)

    def test_a_duplicate_becomes_a_bet_with_an_id_of_its_own(self, imported: BetStore) -> None:
        assert correct_rows(imported, rows(imported, "id.duplicate"), {"bet_id": "x1"}, BO).done == 1
        assert imported.read(bet_ids=["x1"])["odds"].to_pylist() == [3.5]

    def test_what_the_source_says_later_does_not_win_but_is_told(self, imported: BetStore, export: Path) -> None:
        correct_rows(imported, rows(imported, "odds.missing"), {"odds": "1.91"}, BO)
        write_export(export, [row(2, odds="2.05", amount="12")])
        import_exports(export, imported)
        bet = imported.read(bet_ids=["818176870258164002"]).to_pylist()[0]
        assert (bet["odds"], bet["stake"]) == (1.91, 12.0)
        (conflict,) = find_conflicts(imported)
        told = (conflict.field, conflict.corrected, conflict.source_said, conflict.source_says)
        assert told == ("odds", "1.91", None, "2.05")

    def test_a_row_that_became_a_bet_cannot_become_another(self, imported: BetStore) -> None:
        correct_rows(imported, rows(imported, "odds.missing"), {"odds": "1.91"}, BO)
        (fixed,) = rows(imported, "odds.missing", statuses=("corrected",))
        assert "undo that first" in reject_rows(imported, [fixed], BO).refused[0].reason


class TestUndo:
    def test_the_bet_goes_and_the_row_is_open_again(self, imported: BetStore) -> None:
        before = imported.fingerprint()
        item = rows(imported, "odds.missing")[0]
        correct_rows(imported, [item], {"odds": "1.91"}, BO)
        assert undo(imported, [item.ref[:10]], BO) == Decided(1)
        assert imported.fingerprint() == before
        assert imported.counts().bets == 2
        (reopened,) = rows(imported, "odds.missing")
        assert (reopened.decided_by, reopened.note) == ("bo", None)
        assert correct_rows(imported, [reopened], {"odds": "2.2"}, BO).done == 1

    def test_a_bet_its_source_has_delivered_since_stays_as_delivered(self, imported: BetStore, export: Path) -> None:
        item = rows(imported, "odds.missing")[0]
        correct_rows(imported, [item], {"odds": "1.91"}, BO)
        write_export(export, [row(2, odds="2.05")])
        import_exports(export, imported)
        undo(imported, [item.ref], BO)
        assert imported.read(bet_ids=["818176870258164002"])["odds"].to_pylist() == [2.05]
        assert find_conflicts(imported) == []

    def test_a_bet_its_source_has_come_to_say_word_for_word_is_back_after_the_next_sync(
        self, imported: BetStore, export: Path
    ) -> None:
        item = rows(imported, "odds.missing")[0]
        correct_rows(imported, [item], {"odds": "1.91"}, BO)
        write_export(export, [row(1), row(2, odds="1.91"), row(8)])
        sync_exports(export, imported)
        undo(imported, [item.ref], BO)
        sync_exports(export, imported)
        assert ids(imported) == {"1", "2", "8"}

    def test_undoing_by_the_bet_undoes_the_row(self, imported: BetStore) -> None:
        accept_rows(imported, rows(imported, "odds.range"), BO)
        undo(imported, ["ann/818176870258164003"], BO)
        assert len(rows(imported)) == 6
        assert ids(imported) == {"1", "8"}

    def test_an_open_row_has_nothing_to_undo(self, imported: BetStore) -> None:
        assert reopen_rows(imported, rows(imported), BO) == Decided(0, 6)


def test_a_row_that_knows_more_may_replace_the_bet_of_its_earlier_version(store: BetStore, tmp_path: Path) -> None:
    export = write_export(tmp_path / "ann.csv", [row(1), row(2, odds="", status="PLACED")])
    import_exports(export, store)
    correct_rows(store, rows(store), {"odds": "1.91"}, BO)
    write_export(export, [row(1), row(2, odds="")])
    import_exports(export, store)
    assert correct_rows(store, rows(store), {"odds": "1.91"}, BO).done == 1
    assert store.read(bet_ids=["818176870258164002"])["outcome"].to_pylist() == ["win"]
