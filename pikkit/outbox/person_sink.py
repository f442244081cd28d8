"""A person who is told by mail or Telegram, and whether this home has what they are sent from."""

from pikkit.base.errors import NotReadyError
from pikkit.outbox.mail_sink import MailSink
from pikkit.outbox.sink_contract import Sink
from pikkit.outbox.telegram_sink import TelegramSink
from pikkit.settings import Settings

NOT_SET = {
    "email": "This home has no mail server to send from: set PIKKIT_MAIL_SERVER, such as mailtos://ann:secret@mail.com.",
    "telegram": "This home has no Telegram bot to send from: set PIKKIT_TELEGRAM_BOT to its token.",
}
"""What is said where a channel has nothing to send from."""


def is_sending(settings: Settings, channel: str) -> bool:
    """Whether the home has what a channel sends from; a webhook needs nothing."""
    return channel == "webhook" or bool({"email": settings.mail_server, "telegram": settings.telegram_bot}[channel])


def person_sink(settings: Settings, channel: str, address: str) -> Sink:
    """What tells a person.

    Args:
        settings: Of the mail server and the bot.
        channel: email or telegram.
        address: To whom.

    Raises:
        NotReadyError: The channel is not set up.
    """
    if not is_sending(settings, channel):
        raise NotReadyError(NOT_SET[channel])
    if channel == "telegram":
        return TelegramSink(settings.telegram_server, settings.telegram_bot, address)
    return MailSink(settings.mail_server, address)
