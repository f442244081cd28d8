"""docs/rollouts.md leads from nothing to a promoted version and to one that was rolled back, word for word."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documentation.tour import ROLLOUTS, commands_of, played


def test_a_page_comes_to_what_was_decided_and_nothing_of_the_machine_s_speed() -> None:
    page = """
        $ pikkit rollout start 2
        Version 2 against 1: running (canary 50,100 every 2s)
        Traffic  1: 50 %, 2: 50 %
        Last     hold by judge, 2026-11-29 12:38:14 UTC
          The candidate has answered 0 live requests; 50 are needed.

        Version 2 against 1: done (canary 50,100 every 2s)
        Traffic  2: 100 %
        Last     promote by judge, 2026-11-29 12:39:33 UTC
          It answered 53 requests, 0 with errors, 95 % of them within 24 ms.
        $ pikkit models list
        2        8042d19a  2026-11-29 12:35  HOLD     50.5 % (-276.1 % to 385.8 %)  0.62296   0.0475       champion
        $ pikkit rollout history
        2026-11-29 12:42:30  done     2: 100 %               you        It serves as decided."""
    assert decisions(page) == [
        "$ pikkit rollout start 2",
        "Version 2 against 1: done, Traffic  2: 100 %, promote by judge",
        "$ pikkit models list",
        "2 HOLD champion",
        "$ pikkit rollout history",
        "done 2: 100 % you It serves as decided.",
    ]


def test_another_decision_is_seen() -> None:
    text = ROLLOUTS.read_text(encoding="utf-8")
    assert len(decisions(text)) > len(commands_of(text)) + 10
    assert decisions(text) != decisions(text.replace("promote by judge", "rollback by judge"))
    assert decisions(text) == decisions(text.replace("53 requests", "50 requests"))


@pytest.mark.skipif(
    not os.environ.get("PIKKIT_PLAY_ROLLOUTS"),
    reason="it trains twice and takes two rollouts, minutes of CPU; PIKKIT_PLAY_ROLLOUTS=1 plays the page",
)
@pytest.mark.slow
@pytest.mark.timeout(5400)  # it trains two models and rolls both out: half an hour where the machine is shared by ten
def test_the_commands_print_what_stands_there(tmp_path: Path) -> None:
    text = ROLLOUTS.read_text(encoding="utf-8")
    assert len(commands_of(text)) >= 15
    now = played(text, tmp_path)
    assert decisions(now) == decisions(text), "make tour writes down what they print now"


def decisions(page: str) -> list[str]:
    """The commands of a page and what was decided, by whom; holds, moments, figures and readiness are the machine's."""
    found = (next((say(found) for form, say in FORMS if (found := form.search(part))), "") for part in parts(page))
    return [one for one in found if one and "hold by judge" not in one]


def parts(page: str) -> list[str]:
    """Its lines; the first three of what is said of a rollout are one."""
    joined = re.sub(r"\n *(Traffic .*)\n *Last +(.*)", r", \1, \2", page)
    return [line.strip() for line in joined.splitlines()]


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"^\$ .*"), lambda found: found[0]),
    (
        re.compile(r"^(Version \S+ against \S+: \w+).*?, (Traffic .*?), (\w+ by \w+)"),
        lambda found: f"{found[1]}, {found[2]}, {found[3]}",
    ),
    (re.compile(r"^(\d+) .* (PROMOTE|HOLD|REJECT) .* ([a-z_]+)$"), lambda found: f"{found[1]} {found[2]} {found[3]}"),
    (
        re.compile(r"^\S+ \S+  (done|rollback|promote|step|start) +(.*)$"),
        lambda found: f"{found[1]} {re.sub(' +', ' ', found[2])}",
    ),
)
"""Lines that say what was decided, and what of them is compared."""
