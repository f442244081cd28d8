"""Every list can be had as text, as JSON and as CSV."""

import csv
import io
import json
from typing import Any

import pytest
import typer

from pikkit.cli.app import app
from pikkit.cli.output import answer_list, table_text
from tests.cli.conftest import Pikkit

LISTS = {"list", "history", "unknown", "rules", "scan", "freshness"}
MORE = {
    ("pipelines", "status"),
    ("pipelines", "describe"),
    ("stakes", "simulate"),
    ("stakes", "learn"),
    ("stakes", "show"),
}
"""Commands whose answer is a list under another name."""


def commands(group: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """Every command below a group, by the words it is called with."""
    below = getattr(group, "commands", None)
    if below is None:
        return {path: group}
    return {words: leaf for name, part in below.items() for words, leaf in commands(part, (*path, name)).items()}


ALL = {path: leaf for path, leaf in commands(typer.main.get_command(app)).items() if path[-1] in LISTS or path in MORE}


@pytest.mark.parametrize("path", sorted(ALL), ids=" ".join)
def test_every_list_has_json_and_csv(path: tuple[str, ...]) -> None:
    options = {option for parameter in ALL[path].params for option in parameter.opts}
    assert {"--json", "--csv"} <= options


def test_rules_are_sentences_for_a_person_in_every_form(pikkit: Pikkit) -> None:
    text, as_csv = pikkit("quality", "rules").out, pikkit("quality", "rules", "--csv").out
    assert "{" not in text
    assert text.startswith("then")
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    listed = json.loads(pikkit("quality", "rules", "--json").out)
    assert [row["name"] for row in rows] == [rule["name"] for rule in listed]
    assert not [rule for rule in listed if any("{" in sentence for sentence in rule["sentences"])]


def test_both_forms_at_once_are_refused(pikkit: Pikkit) -> None:
    said = pikkit("quality", "rules", "--csv", "--json")
    assert (said.code, said.sentence) == (2, "The answer is one of --json and --csv; give one of them.")


def test_an_empty_list_keeps_its_header(pikkit: Pikkit) -> None:
    assert pikkit("keys", "list", "--csv").out == "id,name,bettor,scopes,created_at,revoked_at\n"


def test_no_cell_is_a_formula_and_nothing_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    answer_list([{"a": "=1+1", "b": None, "c": [1, "é"]}], "", as_json=False, as_csv=True)
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["a", "b", "c"], ["'=1+1", "", '[1, "é"]']]


def test_a_table_has_a_header_over_each_column() -> None:
    assert table_text(("name", "n"), [("a", "1"), ("long", "10")], frozenset({"n"})).splitlines() == [
        "name   n",
        "a      1",
        "long  10",
    ]


def test_score_without_a_bet_says_how_to_say_one(pikkit: Pikkit) -> None:
    said = pikkit("score")
    assert said.code == 2
    assert all(option in said.sentence for option in ("--sportsbook", "--odds", "--bets", "--help"))
