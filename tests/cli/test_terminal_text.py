"""What others wrote stays text on a terminal: in exports, names of files, tags and notes."""

import csv
import re
from pathlib import Path

import pytest

from pikkit.base.terminal_text import terminal_text
from pikkit.cli.output import table_text
from tests.cli.conftest import Pikkit
from tests.servers import ROOT

SETS_A_CLIPBOARD = "\x1b]52;c;cm0gLXJmIH4=\x07"
HOSTILE = {
    "clipboard": SETS_A_CLIPBOARD,
    "C1": "\x9b2J\x9d0;title\x9c",
    "cursor": "\x1b[1A\x1b[2K\rVersion 9 is champion.",
    "direction": "\u202eevil\u202c \u2067gpj.exe\u2069",
    "bell, backspace, delete": "\x07\x08\x7f\x00",
}
MOVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export whose texts and whose own name are all of it."""
    file = tmp_path / "sent" / f"ann{SETS_A_CLIPBOARD[:-1].replace('/', '')}.csv"
    file.parent.mkdir()
    columns = (
        "bet_id",
        "sportsbook",
        "type",
        "status",
        "odds",
        "amount",
        "profit",
        "time_placed_iso",
        "bet_info",
        "tags",
    )
    texts = [(text, "1.9") for text in HOSTILE.values()] + [(SETS_A_CLIPBOARD, f"no price {SETS_A_CLIPBOARD}")]
    with file.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(columns)
        for number, (text, odds) in enumerate(texts):
            moment = f"2025-01-{number + 1:02}T07:12:11.000Z"
            table.writerow(
                [
                    number,
                    f"Book {text}",
                    "straight",
                    "SETTLED_LOSS",
                    odds,
                    "10",
                    "-10",
                    moment,
                    f"Falcons ML {text}",
                    text,
                ]
            )
    return file.parent


def test_no_list_of_an_export_moves_the_terminal(export: Path, pikkit: Pikkit) -> None:
    lists = (["bets", "list"], ["review", "list"], ["review", "show"], ["status"], ["lineage"], ["bets", "summary"])
    for command in (["import", export], *lists):
        answer = pikkit(*command)
        assert MOVES.search(answer.out + answer.err) is None, command
    assert "Book \u241b]52;c" in pikkit("bets", "list").out


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_moves_a_terminal_is_shown_as_a_sign(text: str) -> None:
    assert MOVES.search(terminal_text(text)) is None
    assert len(terminal_text(text)) == len(text)


def test_what_people_write_is_left_as_it_is() -> None:
    text = "Málaga – Göteborg, 東京\n\tВСК Москва ½ €"
    assert terminal_text(text) == text


def test_a_cell_makes_no_line_of_its_own() -> None:
    assert len(table_text(("tag",), [["x\n9  champion"]]).splitlines()) == 2


def test_a_command_speaks_through_one_door() -> None:
    files = [file for file in sorted((ROOT / "cli").rglob("*.py")) if "typer.echo" in file.read_text(encoding="utf-8")]
    assert [file.relative_to(ROOT).as_posix() for file in files] == ["cli/output.py"]
