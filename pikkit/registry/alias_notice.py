"""What MLflow tells by webhook when an alias was set: read once its signature is found to be true."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from pikkit.base.errors import PikkitError

SIGNATURE, DELIVERY, SENT = "X-MLflow-Signature", "X-MLflow-Delivery-Id", "X-MLflow-Timestamp"
ALIAS_SET = ("model_version_alias", "created")
"""Entity and action; MLflow says so too when an alias is moved."""
AHEAD_SECONDS = 60.0
"""How far the sender's clock may be ahead."""
_LONGEST_ID = 200


class UntrustedNoticeError(PikkitError):
    """Nobody who knows the secret sent this just now; the sentence says what is wrong."""


@dataclass(frozen=True, slots=True)
class AliasNotice:
    """A notice whose signature is true.

    Attributes:
        delivery: Its id; the same in what is sent again.
        model: The registered model; empty if the notice is about something else than an alias that was set.
        alias, version: The alias, and the version it points to.
    """

    delivery: str
    model: str = ""
    alias: str = ""
    version: str = ""


def read_notice(headers: Mapping[str, str], body: bytes, secret: str, now: float, oldest_seconds: float) -> AliasNotice:
    """Read a notice.

    Args:
        headers: Of the request, asked for as MLflow writes them.
        body: Its JSON.
        secret: What MLflow signs with.
        now: Seconds since the epoch.
        oldest_seconds: How long ago it may have been signed.

    Raises:
        UntrustedNoticeError: It is not signed, not with this secret, or not just now.
    """
    delivery, sent = headers.get(DELIVERY, ""), headers.get(SENT, "")
    _check_signature(headers.get(SIGNATURE, ""), f"{delivery}.{sent}.".encode() + body, secret)
    if not delivery or len(delivery) > _LONGEST_ID or not sent.isdecimal():
        raise UntrustedNoticeError(f"{DELIVERY} and {SENT} say which delivery this is and when it was sent.")
    if not -AHEAD_SECONDS <= now - float(sent) <= oldest_seconds:
        raise UntrustedNoticeError(
            f"It was signed {now - float(sent):.0f} s ago by the sender's clock; {oldest_seconds:g} s are the most."
        )
    return _parse(delivery, body)


def _check_signature(given: str, signed: bytes, secret: str) -> None:
    """As MLflow makes it: ``v1,`` and the HMAC-SHA256 of ``ID.TIME.BODY`` in base64."""
    due = base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest())
    if not secret or not hmac.compare_digest(given.encode(), b"v1," + due):
        raise UntrustedNoticeError(f"{SIGNATURE} is missing, or was not made with this secret.")


def _parse(delivery: str, body: bytes) -> AliasNotice:
    try:
        notice = json.loads(body)
        if (notice["entity"], notice["action"]) == ALIAS_SET:
            data = notice["data"]
            return AliasNotice(delivery, str(data["name"]), str(data["alias"]), str(data["version"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        pass  # signed, and about something that we do not know
    return AliasNotice(delivery)
