"""The keys that tokens are checked by, fetched from where they are published: bounded in time, size and how often."""

import json
import time
from typing import Any

import jwt

from pikkit.base.bounded_answer import FAULTS, AnswerTooLongError, bounded_answer

SECONDS = 5.0
"""For the whole of a fetch; every user whose key is not known waits for it."""
_BYTES = 256 * 1024
_KEPT_SECONDS = 600
_COOLDOWN_SECONDS = 30.0
"""An unknown key is looked for once in so long: tokens that name invented keys must not flood who publishes."""
_REST_SECONDS = 10.0
"""After a fetch that failed the next is tried so much later; until then nobody waits for one."""


class PublishedKeys(jwt.PyJWKClient):
    """PyJWT's client, but that its fetch ends in time whatever the other side does.

    Args:
        url: Where the keys are.
        seconds: For the whole of a fetch.
    """

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        super().__init__(url, lifespan=_KEPT_SECONDS, cooldown_duration=_COOLDOWN_SECONDS)
        self._seconds = seconds
        self._failed_at = -_REST_SECONDS

    def fetch_data(self) -> Any:
        """Fetch the keys; redirects are not followed.

        Raises:
            jwt.PyJWKClientConnectionError: They cannot be had, or could not be a moment ago.
        """
        if time.monotonic() - self._failed_at < _REST_SECONDS:
            raise jwt.PyJWKClientConnectionError("The keys could not be had a moment ago.")
        try:
            key_set = self._as_jwk_set_payload(json.loads(_get(self.uri, self._seconds)))
        except (*FAULTS, AnswerTooLongError, RecursionError) as error:
            self._failed_at = time.monotonic()
            raise jwt.PyJWKClientConnectionError(f"The keys cannot be had: {type(error).__name__}.") from error
        if self.jwk_set_cache is not None:
            self.jwk_set_cache.put(key_set)
        self._last_successful_fetch = time.monotonic()
        return key_set


def _get(url: str, seconds: float) -> bytes:
    """The body at an address, if it is there in time and not too large.

    Raises:
        ValueError: It is another status.
        Exception: One of ``FAULTS``, or that it is too large.
    """
    answer = bounded_answer("GET", url, seconds, _BYTES, {"Accept": "application/json"})
    if answer.status != 200:
        raise ValueError(f"status {answer.status}")
    return answer.body
