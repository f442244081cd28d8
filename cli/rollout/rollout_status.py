"""Where a rollout is, once or refreshed."""

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from pikkit.base.errors import NotReadyError
from pikkit.cli.output import answer
from pikkit.cli.rollout.rollout_text import rollout_document, rollout_text
from pikkit.rollout.driver import Driver
from pikkit.rollout.state import Rollout
from pikkit.rollout.target import Observed
from pikkit.rollout.wording import traffic_text

if TYPE_CHECKING:
    from rich.table import Table

REFRESH_SECONDS = 2.0


def print_status(driver: Driver, *, as_json: bool) -> None:
    """Print it."""
    rollout = driver.current()
    if rollout is None:
        answer(None, "There has been no rollout yet.", as_json=as_json)
        return
    live, strayed = _live(driver), _strayed(driver)
    document = {
        **rollout_document(rollout),
        "done": rollout.done,
        "serving": dict(live.serving) if live else None,
        "disagreement": strayed or None,
    }
    lines = [rollout_text(rollout), _live_text(live), *([strayed] if strayed else [])]
    answer(document, "\n".join(lines), as_json=as_json)


def watch_status(driver: Driver) -> None:
    """A table that is drawn again every two seconds, until Ctrl-C or the rollout's end."""
    from rich.live import Live

    from pikkit.rollout.state import Phase

    with suppress(KeyboardInterrupt), Live(auto_refresh=False) as screen:
        while True:
            rollout = driver.current()
            if rollout is None:
                screen.update("There has been no rollout yet.", refresh=True)
                return
            screen.update(_table(driver, rollout), refresh=True)
            if rollout.phase is Phase.DONE:
                return
            time.sleep(REFRESH_SECONDS)


def _table(driver: Driver, rollout: Rollout) -> "Table":
    from rich.table import Table

    table = Table(title=f"{rollout.phase}: {rollout.last.decision}", caption=" ".join(rollout.last.reasons))
    for column in ("version", "part", "asked", "serving", "ready"):
        table.add_column(column)
    live = _live(driver)
    for version, part in ((rollout.stable, "stable"), (rollout.candidate, "candidate")):
        serving, ready = (live.serving.get(version, 0), version in live.ready) if live else (0, False)
        asked = rollout.weights.get(version, 0)
        table.add_row(version, part, f"{asked} %", f"{serving} %", "yes" if ready else "no")
    return table


def _live(driver: Driver) -> Observed | None:
    try:
        rollout = driver.current()
        return driver.target.observe(rollout.stable) if rollout else None
    except NotReadyError:
        return None


def _strayed(driver: Driver) -> str:
    try:
        return driver.disagreement()
    except NotReadyError:
        return ""


def _live_text(live: Observed | None) -> str:
    if live is None:
        return "Serving  nothing serves here now"
    return f"Serving  {traffic_text(live.serving)}; ready: {', '.join(sorted(live.ready)) or 'none'}"
