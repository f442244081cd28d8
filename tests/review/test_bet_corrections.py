"""A correction of a stored bet is a record that wins when bets are read, and can be taken back."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from pikkit.base.errors import InputError
from pikkit.review.bet_decisions import accept_flags, active_values, correct_bets, find_bet, withhold_bets
from pikkit.review.conflicts import find_conflicts
from pikkit.review.decided import Decided, Reviewer
from pikkit.review.undo import undo
from pikkit.store import BetStore
from pikkit.sync.syncing import import_exports
from tests.bets.export_files import row, write_export

BO = Reviewer("bo", "The slip says so.")
REF = "ann/818176870258164001"


def read(store: BetStore) -> dict[str, object]:
    return dict(find_bet(store, REF).to_pylist()[0])


def correct(store: BetStore, **changes: str) -> Decided:
    return correct_bets(store, find_bet(store, REF), changes, BO)


def test_a_correction_is_read_and_what_the_source_said_stays(imported: BetStore) -> None:
    assert correct(imported, odds="2.6", stake="12") == Decided(1)
    assert (read(imported)["odds"], read(imported)["stake"]) == (2.6, 12.0)
    said = imported.read(bet_ids=["818176870258164001"], corrected=False)
    assert said["odds"].to_pylist() == [2.5]


def test_it_is_a_record_of_who_when_what_and_why(imported: BetStore) -> None:
    correct(imported, odds="2.6")
    (record,) = imported.corrections().to_pylist()
    kept = {name: record[name] for name in ("bettor", "bet_id", "field", "old_value", "new_value", "who", "why")}
    assert kept == {
        "bettor": "ann",
        "bet_id": "818176870258164001",
        "field": "odds",
        "old_value": "2.5",
        "new_value": "2.6",
        "who": "bo",
        "why": BO.why,
    }
    assert abs(record["created_at"] - datetime.now(UTC)).total_seconds() < 600


def test_importing_the_file_again_neither_loses_nor_repeats_it(imported: BetStore, export: Path) -> None:
    correct(imported, odds="2.6")
    before = imported.fingerprint()
    assert import_exports(export, imported).updated == 0
    assert imported.fingerprint() == before
    assert read(imported)["odds"] == 2.6
    assert find_conflicts(imported) == []


def test_a_correction_wins_over_what_the_source_says_later_and_the_conflict_is_told(
    imported: BetStore, export: Path
) -> None:
    correct(imported, odds="2.6")
    write_export(export, [row(1, odds="2.7", profit="17")])
    assert import_exports(export, imported).updated == 1
    assert (read(imported)["odds"], read(imported)["profit"]) == (2.6, 17.0)
    (conflict,) = find_conflicts(imported)
    assert (conflict.source_said, conflict.source_says, conflict.corrected) == ("2.5", "2.7", "2.6")
    undo(imported, [conflict.correction[:8]], BO)
    assert read(imported)["odds"] == 2.7


def test_a_source_that_comes_to_agree_is_no_conflict(imported: BetStore, export: Path) -> None:
    correct(imported, odds="2.6")
    write_export(export, [row(1, odds="2.6")])
    import_exports(export, imported)
    assert find_conflicts(imported) == []


def test_the_last_of_several_corrections_counts_and_undo_returns_to_the_one_before(imported: BetStore) -> None:
    first = imported.fingerprint()
    correct(imported, odds="2.6")
    correct(imported, odds="2.8", tags="checked")
    assert undo(imported, [REF], BO) == Decided(2)
    assert (read(imported)["odds"], read(imported)["tags"]) == (2.6, None)
    undo(imported, [REF], BO)
    assert read(imported)["odds"] == 2.5
    assert imported.fingerprint() == first
    with pytest.raises(InputError, match="Nothing about the bet"):
        undo(imported, [REF], BO)


def test_setting_what_is_read_already_changes_nothing(imported: BetStore) -> None:
    assert correct(imported, odds="2.50") == Decided(0, 1)
    assert imported.corrections().num_rows == 0


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("amount", "7.5", ("stake", 7.5)),
        ("closing_line", "", ("closing_odds", None)),
        ("side", "UNDER", ("side", "under")),
        ("live", "true", ("live", True)),
        ("n_legs", "2", ("n_legs", 2)),
        ("type", "Round Robin 3", ("bet_type", "round_robin")),
        ("sportsbook", "caesars - new york", ("region", "New York")),
        ("time_placed", "12/27/2025 20:00:00 GMT", ("placed_at", datetime(2025, 12, 27, 20, tzinfo=UTC))),
    ],
)
def test_values_are_read_in_the_words_of_an_export_or_a_bet(
    imported: BetStore, field: str, text: str, expected: tuple[str, object]
) -> None:
    correct(imported, **{field: text})
    assert read(imported)[expected[0]] == expected[1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"odds": "1"}, "number above 1 is needed"),
        ({"odds": "nan"}, "'nan' of odds cannot be used"),
        ({"odds": ""}, "'odds' cannot be empty"),
        ({"stake": "-1"}, "number above 0"),
        ({"n_legs": "1.5"}, "whole number from 1"),
        ({"placed_at": "yesterday"}, "'yesterday' of placed_at cannot be read; accepted: 2025"),
        ({"outcome": "won"}, "outcome is not known; accepted: open, win"),
        ({"bet_id": "2"}, "'bet_id' of a bet cannot be corrected; accepted: sportsbook"),
        ({"colour": "red"}, "'colour' of a bet cannot be corrected"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(imported: BetStore, changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        correct(imported, **changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"settled_at": "2025-12-27T20:00:00Z"}, "before it was placed"),
        ({"placed_at": "1999-12-27T20:00:00Z"}, "must be after 1999"),
        ({"odds": "20000000"}, "a decimal price is above 1"),
        ({"outcome": "loss"}, "correct outcome and profit together"),
    ],
)
def test_a_bet_that_would_break_a_rule_is_not_corrected(
    imported: BetStore, changes: dict[str, str], sentence: str
) -> None:
    decided = correct(imported, **changes)
    assert decided.done == 0
    assert sentence in decided.refused[0].reason
    assert imported.corrections().num_rows == 0


def test_a_correction_without_a_reason_is_refused(imported: BetStore) -> None:
    with pytest.raises(InputError, match="needs a reason"):
        correct_bets(imported, find_bet(imported, REF), {"odds": "2"}, Reviewer("bo"))


def test_what_follows_from_a_corrected_field_follows(imported: BetStore) -> None:
    correct(imported, outcome="loss", profit="0")
    assert read(imported)["bonus"] is True
    correct(imported, outcome="open")
    assert (read(imported)["profit"], read(imported)["settled_at"], read(imported)["bonus"]) == (None, None, False)
    correct(imported, bet_info="Hull Moneyline Hull vs. Watford", side="home")
    assert [read(imported)[name] for name in ("market", "line", "side")] == ["moneyline", None, "home"]


def test_a_withheld_bet_is_stored_but_not_read(imported: BetStore) -> None:
    before = imported.fingerprint()
    bet = find_bet(imported, REF)
    assert withhold_bets(imported, bet, BO) == Decided(1)
    assert withhold_bets(imported, bet, BO) == Decided(0, 1)
    assert REF.split("/")[1] not in imported.read()["bet_id"].to_pylist()
    assert imported.fingerprint() != before
    with pytest.raises(InputError, match="it is withheld; undo that first"):
        find_bet(imported, REF)
    undo(imported, [REF], BO)
    assert imported.fingerprint() == before
    assert find_bet(imported, REF).num_rows == 1


def test_an_accepted_flag_is_noted_and_changes_no_value(imported: BetStore) -> None:
    before = imported.fingerprint()
    accept_flags(imported, find_bet(imported, REF), "stake", BO)
    assert active_values(imported, "flag.stake") == {("ann", "818176870258164001"): "accepted"}
    assert imported.fingerprint() == before
    assert imported.read().num_rows == 2


def test_bounds_of_time_hold_for_corrected_times(imported: BetStore) -> None:
    correct(imported, placed_at="2025-12-01T00:00:00Z")
    noon = datetime(2025, 12, 2, tzinfo=UTC)
    assert imported.read(placed_before=noon)["bet_id"].to_pylist() == ["818176870258164001"]
    assert imported.read(placed_before=noon, corrected=False).num_rows == 0
    correct(imported, settled_at="2025-12-31T00:00:00Z")
    assert imported.read(settled_before=datetime(2025, 12, 30, tzinfo=UTC))["bet_id"].to_pylist() == [
        "818176870258164008"
    ]


class TestChangesSince:
    def test_only_what_changed_is_given(self, imported: BetStore, export: Path) -> None:
        mark = imported.watermark()
        assert imported.changed_since(mark).bets.num_rows == 0
        write_export(export, [row(1), row(8, profit="14"), row(9)])
        import_exports(export, imported)
        changes = imported.changed_since(mark)
        assert sorted(bet[-1] for bet in changes.bets["bet_id"].to_pylist()) == ["8", "9"]
        assert changes.watermark == imported.watermark() > mark

    def test_a_bet_placed_long_before_the_watermark_is_not_missed(self, imported: BetStore, export: Path) -> None:
        mark = imported.watermark()
        write_export(export, [row(7, time_placed_iso="2020-01-01T00:00:00Z", time_placed="")])
        import_exports(export, imported)
        assert imported.changed_since(mark).bets["placed_at"].to_pylist() == [datetime(2020, 1, 1, tzinfo=UTC)]

    def test_a_correction_and_its_undoing_are_changes(self, imported: BetStore) -> None:
        mark = imported.watermark()
        correct(imported, odds="2.6")
        changed = imported.changed_since(mark)
        assert changed.bets["odds"].to_pylist() == [2.6]
        undo(imported, [REF], BO)
        assert imported.changed_since(changed.watermark).bets["odds"].to_pylist() == [2.5]

    def test_a_withheld_bet_is_told_as_removed_and_comes_back(self, imported: BetStore) -> None:
        mark = imported.watermark()
        withhold_bets(imported, find_bet(imported, REF), BO)
        changes = imported.changed_since(mark)
        assert changes.bets.num_rows == 0
        assert changes.removed.to_pylist() == [{"bettor": "ann", "bet_id": "818176870258164001"}]
        undo(imported, [REF], BO)
        assert imported.changed_since(changes.watermark).bets.num_rows == 1

    def test_from_the_beginning_it_is_what_is_read(self, imported: BetStore) -> None:
        correct(imported, odds="2.6")
        changed = imported.changed_since(0).bets.sort_by("bet_id")
        assert changed.equals(imported.read().sort_by("bet_id"))
        assert isinstance(changed, pa.Table)
