"""Driving a rollout in the foreground."""

import json

from pikkit.cli.output import say
from pikkit.cli.rollout.rollout_text import deployment_document, rollout_text
from pikkit.deploying.rollouts import drive
from pikkit.embedded.stopping import Stopped, stoppable
from pikkit.rollout.driver import Driver
from pikkit.rollout.lock import RolloutLock


def drive_to_the_end(driver: Driver, lock: RolloutLock, notify_urls: str, *, as_json: bool) -> None:
    """Drive until it is done or paused, and tell each decision once: as text, or as a JSON line."""
    shown_id = ""
    try:
        with stoppable():
            for rollout in drive(driver, lock, notify_urls):
                if rollout.last.id != shown_id:
                    shown_id = rollout.last.id
                    document = json.dumps(deployment_document(rollout.last))
                    say(document if as_json else f"{rollout_text(rollout)}\n")
    except Stopped:
        say("The rollout stays where it is; `pikkit rollout resume` goes on.", err=True)
