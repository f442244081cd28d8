"""The ten-minute tour does what it says."""

from pathlib import Path

import pytest

from documentation.tour import TOUR, commands_of, played, shape


def test_every_command_has_its_output() -> None:
    text = TOUR.read_text(encoding="utf-8")
    assert len(commands_of(text)) >= 10
    assert "```console\n```" not in text


def test_only_numbers_ids_and_widths_may_differ() -> None:
    assert shape("3 bets  of ab12cd34") == shape("12 bets of 99ffee00")
    assert shape("run fcfdadae") == shape("run 12345678"), "an id may be without a digit, too"
    ours, theirs = "0190f1a0-0000-7000-8000-000000000000", "feedfade-d1e2-4abc-b3e4-abcdefabcdef"
    assert shape(f"run {ours}") == shape(f"run {theirs}")
    assert shape("3 bets") != shape("3 bettors")


@pytest.mark.slow
@pytest.mark.timeout(1800)  # it trains a model
def test_its_commands_print_what_stands_there(tmp_path: Path) -> None:
    text = TOUR.read_text(encoding="utf-8")
    assert shape(played(text, tmp_path)) == shape(text), "make tour writes down what the commands print now"
