"""Every list can be had as text, as JSON and as CSV."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer

from pikkit.cli.app import app
from pikkit.cli.features.freshness_text import FRESHNESS_COLUMNS, freshness_document
from pikkit.cli.output import answer_list, table_text
from pikkit.cli.rollout.rollout_text import DEPLOYMENT_COLUMNS, deployment_document
from pikkit.features.online.freshness import ViewFreshness
from pikkit.rollout.ledger import Deployment
from pikkit.settings import Settings
from pikkit.store import open_store
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
    before_its_work = pikkit("stakes", "simulate", "--json", "--csv")
    assert before_its_work.err == said.err


EMPTY = {
    "alerts list": "bettor,id,",
    "bets habits": "sportsbook,habit,",
    "bets list": "bettor,bet_id,",
    "bets unknown": "word,legs,example",
    "config show --changed": "name,variable,",
    "features list": "name,entity,",
    "keys list": "id,name,bettor,scopes,created_at,revoked_at",
    "models list": "run_id,version,",
    "opportunities scan": "kind,sport,",
    "outbox list": "entry,target,",
    "review list": "kind,ref,bettor,",
    "review list --corrections": "id,bettor,bet_id,",
    "rollout history": "id,decided_at,",
    "runs list": "run_id,version,",
    "tune status": "stage,data,",
}
"""Lists that there are without a bet, and how the header of each begins."""


@pytest.mark.parametrize(("command", "begin"), EMPTY.items(), ids=EMPTY)
def test_an_empty_list_keeps_its_header_and_says_that_it_is_empty(
    pikkit: Pikkit, home: Path, command: str, begin: str
) -> None:
    open_store(Settings(home=home).resolved_store_url).close()
    as_csv = pikkit(*command.split(), "--csv")
    assert (as_csv.code, as_csv.out.startswith(begin)) == (0, True), as_csv
    header, *rows = csv.reader(io.StringIO(as_csv.out))
    assert all(len(row) == len(header) for row in rows)
    json.loads(pikkit(*command.split(), "--json").out)
    assert pikkit(*command.split()).out.strip()


def test_rows_are_what_their_header_says() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    decision = Deployment("1", at, "you", "pikkit", None, "1", "canary", {"1": 100}, "start", (), None)
    view = ViewFreshness("book", 0, None, at, None, timedelta(0), None, stale=False)
    assert tuple(deployment_document(decision)) == DEPLOYMENT_COLUMNS
    assert tuple(freshness_document([view])[0]) == FRESHNESS_COLUMNS


def test_no_cell_is_a_formula_and_nothing_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    answer_list([{"a": "=1+1", "b": None, "c": [1, "é"]}], "", columns=("a", "b", "c"), as_json=False, as_csv=True)
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
