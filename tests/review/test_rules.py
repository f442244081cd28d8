"""Decisions by rule: a file says what to match and what to do, and doing it again changes nothing."""

from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.review.applying import Applied, apply_rules
from pikkit.review.decided import Decided, Reviewer
from pikkit.review.quarantined_items import RowFilter, find_rows
from pikkit.review.rule_file import read_rules
from pikkit.store import BetStore
from pikkit.sync.syncing import import_exports

BO = Reviewer("bo")
RULES = """
- of: quarantine
  match: {rule: odds.missing, sportsbook: [Pinnacle, Novig]}
  set: {odds: 1.91}
  why: The book publishes it.
- of: quarantine
  match: {rule: odds.range, odds: {above: 1}}
  accept: true
  why: A long parlay.
- of: quarantine
  match: {amount: 0, time_placed_iso: {from: 2025-12-01, before: 2026-01-01}}
  reject: true
  why: Free plays are no bets.
- of: bets
  name: ids were swapped
  match: {bettor: ann, odds: {at_most: 2.5}, closing_odds: 2.4, live: false}
  set: {tags: checked, closing_odds: null}
  why: The close is of another market.
"""


def apply(store: BetStore, folder: Path, text: str, by: Reviewer = BO) -> list[Applied]:
    path = folder / "rules.yaml"
    path.write_text(text)
    return apply_rules(store, read_rules(path), by)


def test_each_rule_does_what_it_says(imported: BetStore, tmp_path: Path) -> None:
    applied = apply(imported, tmp_path, RULES)
    assert [(one.matched, one.decided.done) for one in applied] == [(1, 1), (1, 1), (1, 1), (3, 3)]
    left = find_rows(imported, RowFilter())
    assert [row.rule for row in left] == ["odds.range", "status.unknown", "id.duplicate"]
    bets = imported.read()
    assert sorted(bets["odds"].to_pylist()) == [1.91, 2.5, 2.5, 2e7]
    assert bets["closing_odds"].to_pylist().count(None) == 3
    assert {row["why"] for row in imported.corrections().to_pylist() if row["field"] == "tags"} == {
        "The close is of another market."
    }


def test_applying_again_changes_nothing(imported: BetStore, export: Path, tmp_path: Path) -> None:
    apply(imported, tmp_path, RULES)
    before = imported.fingerprint()
    import_exports(export, imported)
    assert [one.decided.done for one in apply(imported, tmp_path, RULES)] == [0, 0, 0, 0]
    assert imported.fingerprint() == before


def test_a_dry_run_counts_and_stores_nothing(imported: BetStore, tmp_path: Path) -> None:
    before = imported.fingerprint()
    applied = apply(imported, tmp_path, RULES, Reviewer("bo", dry_run=True))
    assert [one.decided.done for one in applied] == [1, 1, 1, 2]
    assert imported.fingerprint() == before
    assert len(find_rows(imported, RowFilter())) == 6


def test_bets_can_be_withheld_by_rule(imported: BetStore, tmp_path: Path) -> None:
    rule = "- {of: bets, match: {bet_info: {contains: WATFORD}}, reject: true, why: Not real.}"
    assert apply(imported, tmp_path, rule)[0].decided == Decided(2)
    assert imported.read().num_rows == 0


def test_null_matches_what_is_empty(imported: BetStore, tmp_path: Path) -> None:
    rule = "- {of: quarantine, match: {odds: null}, reject: true, why: No.}"
    assert apply(imported, tmp_path, rule)[0].matched == 1


def test_long_ids_are_told_apart_to_their_last_digit(imported: BetStore, tmp_path: Path) -> None:
    rule = "- {of: bets, match: {bet_id: 818176870258164001}, reject: true, why: No.}"
    assert apply(imported, tmp_path, rule)[0].matched == 1
    assert imported.read()["bet_id"].to_pylist() == ["818176870258164008"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "must be a list of rules"),
        ("- of: [", "are no YAML"),
        ("- {of: bets, match: {odds: 2}, why: x}", "exactly one of set, accept and reject"),
        ("- {of: bets, match: {odds: 2}, why: x, accept: true}", "bets are stored already"),
        ("- {of: bets, match: {}, why: x, reject: true}", r"rules\[0\].match"),
        ("- {of: bets, match: {odds: 2}, reject: true}", r"rules\[0\].why: is required"),
        ("- {of: cats, match: {odds: 2}, reject: true, why: x}", r"rules\[0\].of"),
        ("- {of: bets, match: {odds: {over: 2}}, reject: true, why: x}", "over"),
        ("- {of: bets, match: {colour: 2}, reject: true, why: x}", "matches the field 'colour'; bets have bettor"),
        ("- {of: bets, match: {odds: {above: x}}, reject: true, why: x}", "compares odds with 'x'"),
        ("- {of: bets, match: {odds: 2.5}, set: {colour: red}, why: x}", "'colour' of a bet cannot be corrected"),
    ],
)
def test_what_is_no_rule_is_refused(imported: BetStore, tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        apply(imported, tmp_path, text)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_rules(tmp_path / "none.yaml")
