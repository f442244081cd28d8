"""The code by which an address says that it wants a bettor's alerts: sent to it alone, before anything else is."""

import hashlib
import hmac
from base64 import b32encode

from pikkit.notify.alert_rule import AlertRule
from pikkit.notify.channels import Message
from pikkit.outbox.entry import Item, Operation

ALERT_CODE = "alert-code"
"""The topic of codes in the outbox."""
_LETTERS = 8
"""40 bits: at 600 guesses a minute half of them take 1,700 years."""


def alert_code(secret: str, bettor: str, rule: AlertRule) -> str:
    """The code of an alert; another one for another bettor, alert or address, and the same each time it is asked for.

    Args:
        secret: The server's own.
        bettor: Whose alert.
        rule: The alert.
    """
    what = "\0".join(("alert code", bettor, rule.id, rule.target))
    return b32encode(hmac.digest(secret.encode(), what.encode(), hashlib.sha256))[:_LETTERS].decode()


def is_alert_code(given: str, code: str) -> bool:
    """Whether what somebody typed is the code; spaces, lines between and small letters do not matter."""
    letters = "".join(given.split()).replace("-", "").upper()
    return hmac.compare_digest(letters.encode(), code.encode())


def code_item(rule: AlertRule, bettor: str, code: str, key: str) -> Item:
    """What brings a code to its address; no word of it is the bettor's own."""
    message = Message(
        f"Pikkit: the code is {code}",
        "Somebody asked for alerts of Pikkit at this address. They begin when this code is entered where they were "
        "asked for. Whoever did not ask need do nothing: nothing else is sent without the code.",
        "success",
    )
    payload = {"alert": ALERT_CODE, "title": message.title, "body": message.body, "kind": message.kind}
    return Item(rule.target, ALERT_CODE, bettor, key, Operation.APPEND, dict(payload))
