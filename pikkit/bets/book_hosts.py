"""The sportsbook of a web address: what a browser extension knows of a page it has no adapter for."""

import re

_HOST = re.compile(r"^(?:https?://)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)\.?(?::\d+)?(?:/.*)?$", re.IGNORECASE)
_SECOND_LEVEL = {"co", "com", "gov", "net", "org"}
"""What stands before a country's top level: ``bet365.com.au``."""


def name_in_host(text: str) -> str | None:
    """The registered name of a host or address; None if the text is neither.

    ``"sportsbook.draftkings.com"`` and ``"https://www.draftkings.co.uk/nba"`` give ``"draftkings"``. The names of books
    in the tables are looked up by it, so that a book needs no address of its own.
    """
    match = _HOST.match(text.strip())
    labels = match["host"].lower().split(".")[:-1] if match else []
    while len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1] if labels and not labels[-1].isdigit() else None
