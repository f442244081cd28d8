"""The journal, written by several processes and by processes that die."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pikkit.lineage.run_journal import append_line, lines_of

ROOT = Path(__file__).parents[2]
WRITER = """
import json, sys
from pathlib import Path
from pikkit.lineage.run_journal import append_line
for number in range(40):
    append_line(Path(sys.argv[1]), json.dumps({"who": sys.argv[2], "number": number, "text": "x" * 100_000}))
"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "new" / "events.jsonl"


def test_lines_of_processes_that_write_at_once_stay_whole(journal: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(journal)]
    writers = [subprocess.Popen([*command, who], cwd=ROOT) for who in "abcd"]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    said = [json.loads(line) for line in lines_of(journal)]
    assert sorted((line["who"], line["number"]) for line in said) == [(who, n) for who in "abcd" for n in range(40)]


def test_what_a_dead_writer_began_does_not_swallow_the_next_line(journal: Path) -> None:
    append_line(journal, "first")
    with journal.open("ab") as file:
        file.write(b'{"torn": ')
    append_line(journal, "second")
    assert list(lines_of(journal)) == [b"first\n", b'{"torn": \n', b"second\n"]


def test_no_journal_has_no_lines(journal: Path) -> None:
    assert list(lines_of(journal)) == []
