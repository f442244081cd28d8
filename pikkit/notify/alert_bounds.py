"""How much a bettor may have sent in a day from the home's mail server and bot, by all of its processes together."""

from typing import Protocol

from pikkit.base.errors import InputError
from pikkit.notify.alert_code import ALERT_CODE
from pikkit.notify.alert_item import ALERT
from pikkit.notify.alert_rule import AlertRule

MOST_MESSAGES = 200
"""Of a bettor's alerts by mail and Telegram in a day, to all of his addresses together."""
MOST_CODES = 5
"""That a bettor asks for in a day, and as many that one address is sent, whoever asks."""
_DAY = 24 * 3600.0


class Counted(Protocol):
    """What knows what was put in to be sent, and when."""

    def put_in(self, topic: str, seconds: float, *, bettor: str | None = None, target: str | None = None) -> int:
        """Entries of so many last seconds."""
        ...


def may_tell(counted: Counted, rule: AlertRule, bettor: str) -> bool:
    """Whether one more message may go out today; webhooks are an operator's, and not bounded here."""
    return rule.channel == "webhook" or counted.put_in(ALERT, _DAY, bettor=bettor) < MOST_MESSAGES


def check_codes(counted: Counted, rule: AlertRule, bettor: str) -> None:
    """See that one more code may go out today.

    Raises:
        InputError: He asked for too many, or the address was sent too many.
    """
    asked, sent = counted.put_in(ALERT_CODE, _DAY, bettor=bettor), counted.put_in(ALERT_CODE, _DAY, target=rule.target)
    if max(asked, sent) >= MOST_CODES:
        raise InputError(f"No more than {MOST_CODES} codes are sent within a day for one bettor, or to one address.")
