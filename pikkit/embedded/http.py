"""JSON over plain HTTP to our own servers."""

from dataclasses import dataclass
from typing import Any

from pikkit.base.plain_http import no_tls


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    text: str


def get(url: str, seconds: float = 5.0, token: str = "") -> Answer | None:
    """The answer to a GET, with a token if there is one, whatever its status; None if nobody answers."""
    return _ask("GET", url, seconds, headers={"Authorization": f"Bearer {token}"} if token else {})


def post_json(url: str, document: object, seconds: float = 30.0) -> Answer | None:
    """The answer to a POST of a JSON document, whatever its status; None if nobody answers."""
    return _ask("POST", url, seconds, json=document)


def _ask(method: str, url: str, seconds: float, **sent: Any) -> Answer | None:
    import httpx

    try:  # a proxy for the internet must not see calls to the next process
        answer = httpx.request(method, url, timeout=seconds, trust_env=False, verify=no_tls(), **sent)
    except httpx.TransportError:
        return None
    return Answer(answer.status_code, answer.text)
