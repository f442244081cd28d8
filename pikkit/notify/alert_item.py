"""What an alert puts into the outbox."""

from pikkit.notify.alert_rule import AlertRule
from pikkit.notify.channels import Message
from pikkit.outbox.entry import Item, Operation

ALERT = "alert"
"""The topic of alerts in the outbox."""
TEST_TITLE = "Pikkit: this alert works"


def alert_item(rule: AlertRule, bettor: str, key: str, message: Message) -> Item:
    """A message to whom an alert tells; ``key`` says of what, so that it is told once."""
    payload = {"alert": rule.topic, "title": message.title, "body": message.body, "kind": message.kind}
    return Item(rule.target, ALERT, bettor, f"{rule.id}-{key}"[:400], Operation.APPEND, dict(payload))
