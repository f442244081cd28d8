"""A list printed for a person says over each column what it is."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from pikkit.outbox import Item, Operation, open_outbox
from pikkit.rollout.ledger import Deployment, append_deployment
from pikkit.settings import Settings
from tests.bets.export_files import row, write_export
from tests.cli.conftest import Pikkit

HEADS = {
    "alerts list": ("id", "bettor", "of", "channel", "to", "state"),
    "bets habits": ("sportsbook", "habit", "told by"),
    "bets list": ("placed", "bet", "sportsbook", "odds", "stake", "outcome", "profit"),
    "bets unknown": ("legs", "word", "example"),
    "config show": ("setting", "from", "value"),
    "features list": ("feature", "part", "meaning"),
    "keys list": ("id", "created", "bettor", "scopes", "name", "revoked"),
    "outbox list": ("entry", "made (UTC)", "bettor", "what", "attempts"),
    "quality rules": ("then", "rule", "what the row is told"),
    "review list": ("ref", "where", "status", "rule", "reason"),
    "review list --corrections": ("correction", "bet", "field", "was", "is", "by", "when (UTC)", "why"),
    "rollout history": ("decided (UTC)", "decision", "traffic", "by", "reason"),
}


@pytest.fixture
def filled(pikkit: Pikkit, home: Path, tmp_path: Path) -> Pikkit:
    """The command, in a home that has a row for every list."""
    rows = [row(1, bet_info="Tot Ziens Zzyzx"), row(2, odds="")]
    pikkit("import", write_export(tmp_path / "ann.csv", rows), "--bettor", "ann")
    [bet] = pikkit("bets", "list", "--json").document["bets"]
    pikkit("review", "correct", f"ann/{bet['bet_id']}", "--set", "odds=2.6", "--why", "Slip.")
    pikkit("keys", "create", "laptop", "--bettor", "ann")
    webhook = ("--channel", "webhook", "--to", "https://n8n.example/hook")
    pikkit("alerts", "set", "--bettor", "ann", "--topic", "drift", *webhook)
    settings = Settings(home=home)
    open_outbox(settings).add([Item("records", "opportunities", "ann", "b", Operation.APPEND, {})])
    at = datetime(2026, 3, 1, tzinfo=UTC)
    decision = Deployment(
        "1", at, "you", settings.model_name, "1", "2", "canary", {"1": 90, "2": 10}, "start", (), None
    )
    append_deployment(settings, decision)
    return pikkit


def test_every_column_of_a_list_has_its_head(filled: Pikkit) -> None:
    texts = {command: filled(*command.split()) for command in HEADS}
    assert {command: said.err for command, said in texts.items() if said.code} == {}
    headless = {command for command, said in texts.items() if not has_head(said.out, HEADS[command])}
    assert headless == set()


def has_head(text: str, columns: tuple[str, ...]) -> bool:
    """Whether a line of these columns has a line of cells below it."""
    lines = text.splitlines()
    return any(
        [part.strip() for part in line.split("  ") if part.strip()] == list(columns) and bool(below.strip())
        for line, below in pairwise(lines)
    )
