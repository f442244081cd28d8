"""docs/rollouts.md leads from nothing to a promoted version and to one that was rolled back, word for word."""

import os
import re
from pathlib import Path

import pytest

from documentation.tour import ROLLOUTS, commands_of, played, shape


def test_each_decision_of_the_page_is_compared_and_no_hold() -> None:
    decided = ["Version # against #: done", "Traffic #"]
    page = [
        "Version # against #: running",
        "Last hold by judge",
        "It waits.",
        "",
        *decided,
        "# # hold #: # %",
        "# # done",
    ]
    assert without_holds(page) == [*decided, "# # done"]


@pytest.mark.skipif(
    not os.environ.get("PIKKIT_PLAY_ROLLOUTS"),
    reason="what is printed depends on the machine's speed; PIKKIT_PLAY_ROLLOUTS=1 plays the page on a quiet one",
)
@pytest.mark.slow
@pytest.mark.timeout(1800)  # it trains two models and rolls both out
def test_the_commands_print_what_stands_there(tmp_path: Path) -> None:
    text = ROLLOUTS.read_text(encoding="utf-8")
    assert len(commands_of(text)) >= 15
    now = played(text, tmp_path)
    assert without_holds(shape(now)) == without_holds(shape(text)), "make tour writes down what they print now"


def without_holds(lines: list[str]) -> list[str]:
    """A page without the paragraphs and lines of holds, and who is still ready: all that is the machine's speed."""
    paragraphs = "\n".join(lines).split("\n\n")
    kept = [part for part in paragraphs if "Last hold by" not in part]
    lines = [re.sub(r"; ready: .*", "", line) for line in "\n\n".join(kept).split("\n")]
    return [line for line in lines if not re.match(r"# # hold ", line)]
