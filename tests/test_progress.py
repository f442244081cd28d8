"""A line by which a step tells how far it is."""

import pytest

from pikkit.base.progress import read_progress, tell_progress


def test_what_is_told_is_read_wherever_in_the_line_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    tell_progress({"step": "tune", "done": 3, "best_gain": None})
    line = capsys.readouterr().out
    assert line.endswith("\n")
    assert read_progress(f"    {line}") == {"step": "tune", "done": 3, "best_gain": None}


@pytest.mark.parametrize("line", ["", "the step talks", "pikkit-progress", "pikkit-progress {", "pikkit-progress [1]"])
def test_any_other_line_tells_nothing(line: str) -> None:
    assert read_progress(line) is None
