"""JSON over HTTP to our own servers, with the standard library: the command needs no client of its own."""

import json
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

_OPENER = build_opener(ProxyHandler({}))  # a proxy for the internet must not see calls to the next process


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    text: str


def get(url: str, seconds: float = 5.0, token: str = "") -> Answer | None:
    """The answer to a GET, with a token if there is one, whatever its status; None if nobody answers."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return _ask(Request(url, headers=headers), seconds)  # noqa: S310 — our own servers


def post_json(url: str, document: object, seconds: float = 30.0) -> Answer | None:
    """The answer to a POST of a JSON document, whatever its status; None if nobody answers."""
    headers = {"Content-Type": "application/json"}
    return _ask(Request(url, json.dumps(document).encode(), headers), seconds)  # noqa: S310 — our own servers


def _ask(request: Request, seconds: float) -> Answer | None:
    try:
        with _OPENER.open(request, timeout=seconds) as response:
            return Answer(response.status, response.read().decode())
    except HTTPError as error:
        with error:
            return Answer(error.code, error.read().decode(errors="replace"))
    except OSError:
        return None
