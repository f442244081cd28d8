"""``pikkit sync`` and ``pikkit review`` as a person meets them: arguments in; exit code, stdout and stderr out."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from pikkit.cli.main import main
from tests.bets.export_files import row, write_export

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Its stdout as JSON."""
        return json.loads(self.out)


Command = Callable[..., Answer]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs ``pikkit`` with arguments in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["pikkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Answer(int(left.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """A folder with an export of ann's: two bets, one row without odds, two with odds out of range."""
    folder = tmp_path / "exports"
    folder.mkdir()
    rows = [row(1), row(2, odds=""), row(3, odds="20000000"), row(4, odds="0.5"), row(5)]
    write_export(folder / "ann.csv", rows)
    return folder


@pytest.fixture
def synced(command: Command, exports: Path) -> Command:
    """The command, after a first sync."""
    assert command("sync", exports).code == 0
    return command


def refs(command: Command, *filters: str) -> list[str]:
    return [item["ref"] for item in command("review", "list", "--json", *filters).document]


class TestSync:
    def test_it_tells_what_is_new_and_then_that_nothing_is(self, command: Command, exports: Path) -> None:
        first = command("sync", exports)
        assert first.out.startswith("2 inserted, 0 updated, 0 unchanged, 3 quarantined (1 file read, 0 unchanged).")
        assert command("sync", exports).out == (
            "0 inserted, 0 updated, 0 unchanged, 0 quarantined (0 files read, 1 unchanged).\n"
        )

    def test_json_has_every_count(self, synced: Command, exports: Path) -> None:
        write_export(exports / "ann.csv", [row(1, profit="14"), row(9)])
        document = synced("sync", exports, "--json").document
        told = {name: document[name] for name in ("files", "known_files", "inserted", "updated", "unchanged")}
        assert told == {"files": 1, "known_files": 0, "inserted": 1, "updated": 1, "unchanged": 0}
        assert document["watermark"] > 0

    def test_rules_decide_after_it(self, command: Command, exports: Path, tmp_path: Path) -> None:
        rules = tmp_path / "rules.yaml"
        rules.write_text("- {of: quarantine, match: {rule: odds.missing}, set: {odds: 1.9}, why: Known.}")
        assert "1 item decided by rule." in command("sync", exports, "--rules", rules).out

    def test_a_source_that_says_something_new_is_told(self, synced: Command, exports: Path) -> None:
        synced("review", "correct", "ann/818176870258164001", "--set", "odds=2.6", "--why", "Slip.")
        write_export(exports / "ann.csv", [row(1, odds="2.7")])
        assert "something new where 1 correction still wins" in synced("sync", exports).out
        assert "the source said 2.5 then and says 2.7 now" in synced("review", "list", "--corrections").out

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["nowhere"], "nowhere does not exist"),
            (["exports/ann.csv", "--watch"], "is no folder; only a folder can be watched"),
            (["exports", "--watch", "--bettor", "bo"], "leave --bettor out"),
            (["exports", "--rules", "none.yaml"], "none.yaml cannot be read"),
        ],
    )
    @pytest.mark.usefixtures("exports")
    def test_what_cannot_be_used_is_refused(self, command: Command, arguments: list[str], sentence: str) -> None:
        answer = command("sync", *arguments)
        assert answer.code == 2
        assert sentence in answer.err.splitlines()[-1]


class TestReview:
    def test_what_waits_is_listed_with_its_reasons(self, synced: Command) -> None:
        listed = synced("review", "list")
        assert listed.out.startswith(
            "3 quarantined rows, 0 flags.\n\nitems  rule\n    2  odds.range\n    1  odds.missing\n"
        )
        assert "ann.csv:3  open    odds.missing  The odds are empty" in listed.out
        assert len(refs(synced, "--rule", "odds.range")) == 2
        assert refs(synced, "--bettor", "bob") == []

    def test_a_row_is_shown_whole(self, synced: Command) -> None:
        (ref,) = refs(synced, "--rule", "odds.missing")
        assert "sportsbook        Pinnacle" in synced("review", "show", ref[:6]).out
        assert synced("review", "show", ref, "--json").document["raw"]["odds"] == ""

    def test_rows_are_accepted_in_bulk_where_they_can_be(self, synced: Command) -> None:
        answer = synced("review", "accept", "--rule", "odds.range", "--why", "A long parlay.")
        assert answer.code == 0
        assert answer.out.startswith("1 item accepted.\nNot accepted: ")
        assert "The odds are 0.5; a decimal price is above 1. Correct that first." in answer.out
        assert synced("review", "accept", "--rule", "odds.range").code == 2

    def test_rejected_rows_are_not_listed_again(self, synced: Command, exports: Path) -> None:
        assert synced("review", "reject", "--rule", "odds", "--why", "Typos.").out == "3 items rejected.\n"
        synced("sync", exports, "--all")
        assert synced("review", "list").out == "Nothing to review.\n"
        assert len(refs(synced, "--status", "rejected")) == 3
        assert synced("review", "undo", "--rule", "odds.range").out == "2 items undone.\n"
        assert len(refs(synced)) == 2

    def test_a_row_is_corrected_and_the_correction_undone(self, synced: Command) -> None:
        (ref,) = refs(synced, "--rule", "odds.missing")
        correct = ["review", "correct", ref, "--set", "odds=1.91", "--why", "The slip."]
        assert synced(*correct, "--dry-run").out == "1 item would be corrected.\n"
        assert synced(*correct, "--by", "bo").out == "1 item corrected.\n"
        shown = synced("review", "show", "ann/818176870258164002", "--json").document
        assert (shown["bet"]["odds"], shown["corrections"][0]["who"]) == (1.91, "bo")
        assert synced("review", "undo", ref[:8]).out == "1 item undone.\n"
        assert refs(synced, "--rule", "odds.missing") == [ref]

    def test_a_bet_is_shown_as_it_reads_and_as_its_source_said(self, synced: Command) -> None:
        bet = "ann/818176870258164001"
        synced("review", "correct", bet, "--set", "odds=2.6", "--set", "tags=checked", "--why", "Slip.")
        assert "2.6   (source: 2.5)" in synced("review", "show", bet).out
        synced("review", "reject", bet)
        assert "It is withheld" in synced("review", "show", bet).out
        assert synced("review", "undo", bet).code == 0
        assert "It is withheld" not in synced("review", "show", bet).out

    def test_rules_from_a_file_are_tried_and_applied(self, synced: Command, tmp_path: Path) -> None:
        rules = tmp_path / "rules.yaml"
        rules.write_text("- {of: quarantine, match: {odds: {below: 1}}, reject: true, why: No price.}")
        assert synced("review", "apply", rules, "--dry-run").out == (
            "1. quarantine: reject: matched 1, would change 1\n"
        )
        assert synced("review", "apply", rules).out == "1. quarantine: reject: matched 1, changed 1\n"
        assert synced("review", "apply", rules, "--json").document[0]["matched"] == 0

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["accept"], "Say which: references"),
            (["show", "ffffffffffff"], "No quarantined row has the reference"),
            (["show", "ann/7"], "No bet '7' of 'ann' is stored"),
            (["correct", "ann/818176870258164001", "--set", "odds", "--why", "x"], "is no FIELD=VALUE"),
            (["correct", "ann/818176870258164001", "--set", "odds=x", "--why", "x"], "'x' of odds cannot be used"),
            (["correct", "--rule", "anomaly.stake", "--set", "odds=2", "--why", "x"], "corrected one by one"),
            (["undo"], "Say which"),
            (["undo", "ann/1"], "Nothing about the bet 'ann/1'"),
            (["list", "--status", "lost"], "The status 'lost' is not known"),
        ],
    )
    def test_what_cannot_be_done_is_a_sentence(self, synced: Command, arguments: list[str], sentence: str) -> None:
        answer = synced("review", *arguments)
        assert answer.code == 2
        assert sentence in answer.err

    def test_without_bets_it_says_how_to_get_some(self, command: Command) -> None:
        answer = command("review", "list")
        assert (answer.code, answer.err) == (2, "There are no bets yet; `pikkit import` reads an export.\n")


def test_a_flagged_bet_is_accepted_or_withheld(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "flagged"
    folder.mkdir()
    usual = [row(number, amount=f"{10 + number % 5}", odds=f"{2 + number % 7 / 10:.1f}") for number in range(1, 90)]
    write_export(folder / "ann.csv", [*usual, row(95, amount="90000"), row(96, amount="80000")])
    command("sync", folder)
    flags = refs(command, "--rule", "anomaly.stake")
    assert flags == ["ann/818176870258164095", "ann/818176870258164096"]
    assert command("review", "accept", flags[0], "--why", "He does that.").out == "1 item accepted.\n"
    assert refs(command, "--rule", "anomaly.stake") == flags[1:]
    assert command("review", "reject", "--rule", "anomaly.stake").out == "1 item rejected.\n"
    assert refs(command, "--rule", "anomaly.stake") == []
    assert command("review", "undo", *flags).out == "2 items undone.\n"
    assert refs(command, "--rule", "anomaly.stake") == flags


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_tells_each_sync_and_ends_cleanly(exports: Path, home: Path, how: signal.Signals) -> None:
    watching = subprocess.Popen(
        [sys.executable, "-m", "pikkit.cli.main", "sync", str(exports), "--watch", "--settle", "0.2", "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=exports.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert watching.stdout is not None
    assert watching.stderr is not None
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=collect, args=(watching.stdout, lines))
    reader.start()
    try:
        assert json.loads(lines.get(timeout=60))["inserted"] == 2
        write_export(exports / "bob.csv", [row(1)])
        assert json.loads(lines.get(timeout=60))["inserted"] == 1
    finally:
        watching.send_signal(how)
        code = watching.wait(timeout=60)
        reader.join(60)
        last = watching.stderr.read().splitlines()[-1]
        watching.stdout.close()
        watching.stderr.close()
    assert (code, last) == (0, "Stopped watching.")


def collect(stream: IO[str], lines: "queue.Queue[str]") -> None:
    """Put every line of a stream into a queue."""
    for line in stream:
        lines.put(line)
