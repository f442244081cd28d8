"""What progress looks like, on a terminal and elsewhere."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Pikkit

COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9][0-9;]*m")


def test_elsewhere_it_is_plain_lines_on_stderr(pikkit: Pikkit, tmp_path: Path) -> None:
    answer = pikkit("sample", tmp_path / "out", "--bets", 50, "--bettors", 1)
    first, last = answer.err.splitlines()
    assert first == "[1/1] Make a sample …"
    assert re.fullmatch(r"\[1/1\] Make a sample: 50 bets in 1 export \(\d+\.\d s\)", last)


def test_a_failed_step_is_told_before_the_reason(pikkit: Pikkit, tmp_path: Path) -> None:
    lines = pikkit("import", tmp_path / "nowhere").err.splitlines()
    assert re.fullmatch(r"\[1/1\] Import: failed after \d+\.\d s", lines[1])
    assert "does not exist" in lines[2]


def on_a_terminal(*arguments: object, **variables: str) -> str:
    """What the command shows when stderr is a terminal."""
    screen, terminal = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "pikkit.cli.main", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        env=environment | {"TERM": "xterm-256color"} | variables,
    )
    os.close(terminal)
    shown = b""
    try:
        while part := os.read(screen, 4096):
            shown += part
    except OSError:  # Linux's way to say that the other end is closed
        pass
    finally:
        os.close(screen)
    assert process.wait() == 0
    return shown.decode()


def test_on_a_terminal_a_done_step_gets_a_coloured_tick(tmp_path: Path) -> None:
    shown = on_a_terminal("sample", tmp_path / "out", "--bets", 50, "--bettors", 1)
    assert "✓" in shown
    assert "[1/1] Make a sample: 50 bets in 1 export" in shown
    assert COLOUR.search(shown)


def test_colours_can_be_switched_off(tmp_path: Path) -> None:
    shown = on_a_terminal("sample", tmp_path / "out", "--bets", 50, "--bettors", 1, NO_COLOR="1")
    assert "✓" in shown
    assert not COLOUR.search(shown)


def test_a_dumb_terminal_gets_plain_lines(tmp_path: Path) -> None:
    shown = on_a_terminal("sample", tmp_path / "out", "--bets", 50, "--bettors", 1, TERM="dumb")
    assert "\x1b" not in shown


@pytest.mark.parametrize("arguments", [["status", "--json"], ["--version"]])
def test_answers_alone_are_on_stdout(pikkit: Pikkit, arguments: list[str]) -> None:
    answer = pikkit(*arguments)
    assert answer.out
    assert answer.err == ""
