"""Quotes from an API that speaks The Odds API's version 4: within its quota, and going on where it stopped.

Each answer is a file of the inbox before it is stored, so that what was paid for is never lost; the file is gone once
its quotes are stored. The key is a parameter of the address there, so no address is ever told or logged.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pikkit.base.bounded_answer import FAULTS, AnswerTooLongError, BoundedAnswer, bounded_answer
from pikkit.base.errors import InputError
from pikkit.base.quiet_logs import quiet_logs
from pikkit.quotes.fetch_round import FetchRound, write_whole
from pikkit.quotes.inbox import store_file, store_inbox
from pikkit.quotes.store.contract import QuoteStore
from pikkit.settings import Settings

if TYPE_CHECKING:
    from tenacity import RetryCallState, Retrying

_SECONDS = 60.0
"""For the whole of an answer, so that one who drips ends too."""
_MOST_BYTES = 64 << 20
"""Of an answer: a day of one sport with all of its markets is a few megabytes."""
_REMAINING = "x-requests-remaining"
_REFUSED = {401, 403}
"""A wrong key, or a quota that is used up: asking for more is no use."""
_TOO_FAST = 429
_ATTEMPTS = 4
"""How often one thing is asked that was asked too fast."""
_LONGEST_PAUSE = 30.0


class _RefusedError(InputError):
    """The key is not taken."""


@dataclass(frozen=True)
class Fetched:
    """What a fetch did.

    Attributes:
        sports: Those whose quotes were stored.
        stored: Quotes that are new.
        remaining: Requests that the quota has left, as the API last said.
        problems: What went wrong, as sentences.
        set_aside: Prices that were fetched and break a rule: how many of each sport and why, as sentences.
    """

    sports: tuple[str, ...]
    stored: int
    remaining: int | None
    problems: tuple[str, ...]
    set_aside: tuple[str, ...] = ()


def fetch_quotes(settings: Settings, store: QuoteStore) -> Fetched:
    """Fetch each sport of the settings and store what books offer.

    Raises:
        InputError: No key or no sport is set, or nothing could be fetched: the key is refused, the quota is used up.
    """
    key = settings.quotes_key.get_secret_value()
    sports = [sport.strip() for sport in settings.quotes_sports.split(",") if sport.strip()]
    if not key or not sports:
        raise InputError("Fetching quotes needs the settings quotes_key (PIKKIT_QUOTES_KEY) and quotes_sports.")
    inbox = settings.quotes_inbox
    inbox.mkdir(parents=True, exist_ok=True)
    stored = store_inbox(inbox, store)  # what an earlier fetch left behind too
    done: list[str] = []
    problems: list[str] = []
    set_aside: list[str] = []
    asking = FetchRound(inbox, sports, datetime.now(UTC))
    with quiet_logs("httpx", "httpcore"):
        remaining = _quota(key, settings, asking.remaining)
        for sport in asking.sports:
            if remaining is not None and remaining <= settings.quotes_reserve:
                kept = f"{remaining} requests are left and {settings.quotes_reserve} are kept."
                problems.append(f"{sport} was not fetched: {kept}")
                continue
            try:
                text, remaining = _ask(sport, key, settings, remaining)
            except _RefusedError as error:
                problems.append(f"{sport} was not fetched, nor what comes after it: {_without(str(error), key)}")
                break
            except (*FAULTS, AnswerTooLongError, InputError) as error:
                problems.append(f"{sport} was not fetched: {_without(str(error) or type(error).__name__, key)}")
                continue
            file = inbox / f"{sport}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
            write_whole(file, text)
            asking.answered(sport, datetime.now(UTC), remaining)
            try:
                read = store_file(file, store)
            except InputError as error:
                problems.append(f"{sport} was fetched and cannot be read: {error}")
                continue
            stored += read.stored
            set_aside += [f"Set aside of {sport}, {line}" for line in read.set_aside]
            done.append(sport)
    asking.end()
    if problems and not done:
        raise InputError(" ".join(problems))
    return Fetched(tuple(done), stored, remaining, tuple(problems), tuple(set_aside))


def _quota(key: str, settings: Settings, remembered: int | None) -> int | None:
    """What the quota has left, where the last fetch stopped for want of it; None: nobody knows before the first answer.

    The list of sports costs nothing and says it. Else each fetch of a schedule would take one more answer of what is
    to be left untouched, as only an answer says that the quota is low.
    """
    if remembered is None or remembered > settings.quotes_reserve:
        return None
    try:
        answer = _answer("sports", {"apiKey": key}, settings)
    except (*FAULTS, AnswerTooLongError):
        return None
    return answer.count(_REMAINING)


def _answer(path: str, asked: dict[str, str], settings: Settings) -> BoundedAnswer:
    url = f"{settings.quotes_url.rstrip('/')}/v4/{path}?{urlencode(asked)}"
    answer: BoundedAnswer = _patient()(bounded_answer, "GET", url, _SECONDS, _MOST_BYTES)
    return answer


def _ask(sport: str, key: str, settings: Settings, remaining: int | None) -> tuple[str, int | None]:
    """The text of an answer, and how many requests are left after it."""
    asked = {"apiKey": key, "regions": settings.quotes_regions, "markets": settings.quotes_markets}
    asked |= {"oddsFormat": "decimal", "dateFormat": "iso"}
    answer = _answer(f"sports/{quote(sport, safe='')}/odds", asked, settings)
    left = answer.count(_REMAINING)
    remaining = remaining if left is None else left
    if answer.status != 200:
        refused = _RefusedError if answer.status in _REFUSED else InputError
        raise refused(f"the API answered {answer.status}: {_message(answer.text)}.")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise InputError("the API packed its answer, which it was asked not to")
    return answer.text, remaining


def _patient() -> "Retrying":
    """Asks again what was asked too fast; the last answer is the answer."""
    from tenacity import Retrying, retry_if_result, stop_after_attempt

    return Retrying(
        retry=retry_if_result(lambda answer: answer.status == _TOO_FAST),
        wait=_pause,
        stop=stop_after_attempt(_ATTEMPTS),
        retry_error_callback=_last_answer,
    )


def _pause(state: "RetryCallState") -> float:
    """Seconds to wait: what Retry-After says, within reason; else 1, 2, 4."""
    wait = _last_answer(state).count("retry-after")
    return 2.0 ** (state.attempt_number - 1) if wait is None else min(float(wait), _LONGEST_PAUSE)


def _last_answer(state: "RetryCallState") -> BoundedAnswer:
    if state.outcome is None:
        raise ValueError("nothing was asked")
    answer: BoundedAnswer = state.outcome.result()
    return answer


def _message(text: str) -> str:
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):
        return "no JSON"
    parts = [document.get(name) for name in ("error_code", "message")] if isinstance(document, dict) else []
    return ": ".join(str(part)[:200] for part in parts if part).rstrip(".") or "no message"


def _without(text: str, *secrets: str) -> str:
    for secret in secrets:
        text = text.replace(secret, "…")
    return text
