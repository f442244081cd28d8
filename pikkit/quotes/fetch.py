"""Quotes from an API that speaks The Odds API's version 4: within its quota, and going on where it stopped.

Each answer is a file of the inbox before it is stored, so that what was paid for is never lost; the file is gone once
its quotes are stored. The key is a parameter of the address there, so no address is ever told or logged.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pikkit.base.errors import InputError
from pikkit.quotes.store.contract import QuoteStore
from pikkit.quotes.store.importing import import_quotes
from pikkit.settings import Settings

if TYPE_CHECKING:
    import httpx

_SECONDS = 30.0
_REMAINING = "x-requests-remaining"


@dataclass(frozen=True)
class Fetched:
    """What a fetch did.

    Attributes:
        sports: Those whose quotes were stored.
        stored: Quotes that are new.
        remaining: Requests that the quota has left, as the API last said.
        problems: What went wrong, as sentences.
    """

    sports: tuple[str, ...]
    stored: int
    remaining: int | None
    problems: tuple[str, ...]


def fetch_quotes(settings: Settings, store: QuoteStore) -> Fetched:
    """Fetch each sport of the settings and store what books offer.

    Raises:
        InputError: No key or no sport is set, or the key is refused.
    """
    import httpx

    key = settings.quotes_key.get_secret_value()
    sports = [sport.strip() for sport in settings.quotes_sports.split(",") if sport.strip()]
    if not key or not sports:
        raise InputError("Fetching quotes needs the settings quotes_key (PIKKIT_QUOTES_KEY) and quotes_sports.")
    inbox = settings.quotes_inbox
    inbox.mkdir(parents=True, exist_ok=True)
    stored = _left_over(inbox, store)
    done: list[str] = []
    problems: list[str] = []
    remaining: int | None = None
    with httpx.Client(base_url=settings.quotes_url, timeout=_SECONDS) as client:
        for sport in sports:
            if remaining is not None and remaining <= settings.quotes_reserve:
                kept = f"{remaining} requests are left and {settings.quotes_reserve} are kept."
                problems.append(f"{sport} was not fetched: {kept}")
                continue
            try:
                text, remaining = _ask(client, sport, key, settings, remaining)
            except (httpx.TransportError, InputError) as error:
                problems.append(f"{sport} was not fetched: {_without(str(error) or type(error).__name__, key)}")
                continue
            file = inbox / f"{sport}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
            file.write_text(text)
            try:
                stored += _store(file, store)
            except InputError as error:
                problems.append(f"{sport} was fetched and cannot be read: {error}")
                continue
            done.append(sport)
    return Fetched(tuple(done), stored, remaining, tuple(problems))


def _ask(
    client: "httpx.Client", sport: str, key: str, settings: Settings, remaining: int | None
) -> tuple[str, int | None]:
    """The text of an answer, and how many requests are left after it."""
    asked = {"apiKey": key, "regions": settings.quotes_regions, "markets": settings.quotes_markets}
    answer = client.get(f"/v4/sports/{sport}/odds", params={**asked, "oddsFormat": "decimal", "dateFormat": "iso"})
    left = answer.headers.get(_REMAINING, "")
    remaining = int(float(left)) if left.replace(".", "", 1).isdigit() else remaining
    if answer.status_code != 200:
        raise InputError(f"the API answered {answer.status_code}: {_message(answer.text)}.")
    return answer.text, remaining


def _message(text: str) -> str:
    try:
        said: Any = json.loads(text)
    except ValueError:
        return "no JSON"
    parts = [said.get(name) for name in ("error_code", "message")] if isinstance(said, dict) else []
    return ": ".join(str(part) for part in parts if part).rstrip(".") or "no message"


def _left_over(inbox: Path, store: QuoteStore) -> int:
    """Store what an earlier fetch left behind; what cannot be read is kept aside."""
    stored = 0
    for file in sorted(inbox.glob("*.json")):
        with suppress(InputError):
            stored += _store(file, store)
    return stored


def _store(file: Path, store: QuoteStore) -> int:
    try:
        stored = import_quotes(file, store).stored
    except InputError:
        file.rename(file.with_suffix(".unreadable"))
        raise
    file.unlink()
    return stored


def _without(text: str, *secrets: str) -> str:
    for secret in secrets:
        text = text.replace(secret, "…")
    return text
