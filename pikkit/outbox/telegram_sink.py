"""A Telegram chat that is told by the bot of this home, and why it was not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.quiet_logs import quiet_logs
from pikkit.outbox.entry import Entry

if TYPE_CHECKING:
    import httpx

SECONDS = 10.0
"""For each step of a call: connecting, sending, waiting for the answer."""
_BUSY = 429
_TOKEN = {401, 404}
"""What the Bot API answers to a token that it does not know, or no longer."""


class TelegramSink:
    """One ``sendMessage`` of the Bot API an entry; what was answered decides whether it is sent again.

    Args:
        server: Where the Bot API answers.
        token: Of the bot.
        chat: The chat's number, or @channel.
    """

    def __init__(self, server: str, token: str, chat: str) -> None:
        import httpx

        self._address = f"{server.rstrip('/')}/bot{token}/sendMessage"
        self._chat = chat
        self._client = httpx.Client(timeout=SECONDS)

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Send each entry's title and body.

        Raises:
            NotReadyError: It is away or busy, or does not know the bot.
            InputError: It refuses the message or the chat.
        """
        for entry in entries:
            said = entry.item.payload
            self._send(f"{said['title']}\n{said['body']}")

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    def _send(self, text: str) -> None:
        import httpx

        try:
            with quiet_logs("httpx", "httpcore"):  # the address holds the token
                answer = self._client.post(self._address, json={"chat_id": self._chat, "text": text[:4096]})
        except httpx.HTTPError as error:  # its text may hold the address, and that the token
            raise NotReadyError(f"Telegram cannot be reached: {type(error).__name__}.") from None
        except httpx.InvalidURL:
            raise NotReadyError("PIKKIT_TELEGRAM_SERVER or PIKKIT_TELEGRAM_BOT makes no address.") from None
        if answer.is_success:
            return
        raise self._refusal(answer)

    def _refusal(self, answer: "httpx.Response") -> InputError | NotReadyError:
        why = _why(answer)
        if answer.status_code in _TOKEN:
            return NotReadyError(f"Telegram does not take the token in PIKKIT_TELEGRAM_BOT: {why}.")
        if answer.status_code == _BUSY or not answer.is_client_error:
            return NotReadyError(f"Telegram has not taken it yet: {why}.")
        return InputError(f"Telegram refused it for {self._chat}: {why}.")


def _why(answer: "httpx.Response") -> str:
    try:
        described = answer.json().get("description")
    except (ValueError, AttributeError):  # a proxy's page
        described = None
    return str(described or f"status {answer.status_code}")[:200].rstrip(".")
