"""A person who is told by mail or Telegram, through Apprise."""

from collections.abc import Sequence
from urllib.parse import quote

from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox.entry import Entry
from pikkit.settings import Settings

_VARIABLES = {"email": "PIKKIT_MAIL_SERVER", "telegram": "PIKKIT_TELEGRAM_BOT"}
NOT_SET = {
    "email": "This home has no mail server to send from: set PIKKIT_MAIL_SERVER, such as mailtos://ann:secret@mail.com.",
    "telegram": "This home has no Telegram bot to send from: set PIKKIT_TELEGRAM_BOT to its token.",
}
"""What is said where a channel has nothing to send from."""


def is_sending(settings: Settings, channel: str) -> bool:
    """Whether the home has what a channel sends from; a webhook needs nothing."""
    return channel == "webhook" or bool({"email": settings.mail_server, "telegram": settings.telegram_bot}[channel])


class PersonSink:
    """Messages to one address; what is not taken is tried again later.

    Args:
        settings: Of the mail server and the bot.
        channel: email or telegram.
        address: To whom.
    """

    def __init__(self, settings: Settings, channel: str, address: str) -> None:
        self._settings, self._channel, self._address = settings, channel, address

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Send each entry's title and body.

        Raises:
            NotReadyError: The channel is not set up, or did not take one.
        """
        from apprise import Apprise

        if not is_sending(self._settings, self._channel):
            raise NotReadyError(NOT_SET[self._channel])
        channel = Apprise()
        if not channel.add(self._url()):
            raise InputError(f"{_VARIABLES[self._channel]} is nothing that Apprise can send from.")
        for entry in entries:
            said = entry.item.payload
            taken = channel.notify(body=str(said["body"]), title=str(said["title"]), notify_type=str(said["kind"]))
            if not taken:
                raise NotReadyError(f"The {self._channel} to {self._address} was not taken.")

    def close(self) -> None:
        """Nothing is held open."""

    def _url(self) -> str:
        if self._channel == "telegram":
            return f"tgram://{self._settings.telegram_bot}/{quote(self._address, safe='@-')}"
        server, _, parameters = self._settings.mail_server.partition("?")
        slash = "" if server.count("/") > 2 else "/"
        more = f"&{parameters}" if parameters else ""
        return f"{server}{slash}?to={quote(self._address, safe='@')}{more}"
