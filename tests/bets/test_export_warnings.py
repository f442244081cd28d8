"""Rows that are kept all the same, and what is said about them; and the catalogue of all rules."""

from pathlib import Path

import pytest

from pikkit.bets.export import iter_export, read_export, rule_catalogue
from pikkit.bets.export.rules import RULES, RuleSeverity
from pikkit.bets.export.warning_rules import WARNING_RULES
from pikkit.bets.schema import WARNINGS
from tests.bets.export_files import row, write_export

STRANGE = {
    "closing_line.unusable": ({"closing_line": "soon", "ev": ""}, "The closing line 'soon' is no price above 1"),
    "ev.inconsistent": ({"ev": "0.9"}, "The ev is 0.9, which odds 2.5 and closing line 2.4 do not make"),
    "profit.missing": ({"profit": ""}, "It is settled, but its profit is empty"),
    "profit.sign": ({"profit": "-15"}, "The status is SETTLED_WIN, but the profit -15."),
    "time_settled.missing": ({"time_settled": "", "time_settled_iso": ""}, "It is settled, but nothing says when"),
    "status.unspecified": ({"status": "SETTLED"}, "The status is 'SETTLED', which does not say how it ended"),
    "odds.long": ({"odds": "1500", "closing_line": "", "ev": ""}, "The odds are 1500; straight bets seldom have"),
    "bet_info.missing": ({"bet_info": ""}, "The bet_info is empty, so nothing says what the bet is on."),
}

OF_OTHERS = {"closing_line.ambiguous", "closing_line.assumed", "odds.assumed"}
"""What depends on the other prices of the file: tests/bets/test_export_prices.py."""


def test_every_warning_has_a_case() -> None:
    assert sorted({*STRANGE, *OF_OTHERS}) == sorted(rule.name for rule in WARNING_RULES)


def test_an_ordinary_row_has_no_warning(tmp_path: Path) -> None:
    read = read_export(write_export(tmp_path / "ann.csv", [row()]))
    assert read.warnings.schema == WARNINGS
    assert read.warnings.num_rows == 0


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_row_is_kept_and_says_what_is_strange(name: str, tmp_path: Path) -> None:
    changes, reason = STRANGE[name]
    read = read_export(write_export(tmp_path / "ann.csv", [row(1), row(2, **changes)]))
    assert read.bets.num_rows == 2
    (warning,) = read.warnings.to_pylist()
    assert warning["reason"].startswith(reason)
    assert {key: warning[key] for key in ("source", "line", "bettor", "bet_id", "rule")} == {
        "source": "ann.csv",
        "line": 3,
        "bettor": "ann",
        "bet_id": row(2)["bet_id"],
        "rule": name,
    }


def test_a_row_may_break_several_rules(tmp_path: Path) -> None:
    read = read_export(write_export(tmp_path / "ann.csv", [row(profit="", bet_info="")]))
    assert read.warnings["rule"].to_pylist() == ["profit.missing", "bet_info.missing"]


def test_a_rejected_or_repeated_row_is_not_warned_of_as_well(tmp_path: Path) -> None:
    rows = [row(1), row(1, bet_info=""), row(2, odds="", bet_info="")]
    read = read_export(write_export(tmp_path / "ann.csv", rows))
    assert read.rejects["rule"].to_pylist() == ["id.duplicate", "odds.missing"]
    assert read.warnings.num_rows == 0


@pytest.mark.parametrize("batch_rows", [1, 2, 100])
def test_the_warning_of_an_open_bet_comes_with_it_in_the_last_batch(batch_rows: int, tmp_path: Path) -> None:
    rows = [row(1, status="PLACED", bet_info=""), *(row(number) for number in range(2, 6)), row(6, bet_info="")]
    parts = list(iter_export(write_export(tmp_path / "ann.csv", rows), batch_rows=batch_rows))
    for part in parts:
        assert set(part.warnings["line"].to_pylist()) <= set(part.bets["source_line"].to_pylist())
    assert [line for part in parts for line in part.warnings["line"].to_pylist()] == [7, 2]


def test_the_catalogue_lists_every_rule_once_with_a_sentence() -> None:
    catalogue = rule_catalogue()
    names = [entry.name for entry in catalogue]
    assert len(names) == len(set(names))
    assert {rule.name for rule in (*RULES, *WARNING_RULES)} < set(names)
    assert all(entry.sentences and all(entry.sentences) for entry in catalogue)
    warned = {entry.name for entry in catalogue if entry.severity is RuleSeverity.WARN}
    assert warned == {*STRANGE, *OF_OTHERS}
    assert not any(entry.excusable for entry in catalogue if entry.severity is RuleSeverity.WARN)
