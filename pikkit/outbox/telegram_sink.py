"""A Telegram chat that is told by the bot of this home, and why it was not."""

import json
from collections.abc import Sequence

from pikkit.base.bounded_answer import FAULTS, AnswerTooLongError, BoundedAnswer, bounded_answer
from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.quiet_logs import quiet_logs
from pikkit.outbox.entry import Entry

SECONDS = 10.0
"""For the whole of a call: name, connection, request and answer."""
_ANSWER_BYTES = 64 * 1024
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
        self._address = f"{server.rstrip('/')}/bot{token}/sendMessage"
        self._chat = chat

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Send each entry's title and body.

        Raises:
            NotReadyError: It is away or busy, or does not know the bot.
            InputError: It refuses the message or the chat.
        """
        for entry in entries:
            message = entry.item.payload
            self._send(f"{message['title']}\n{message['body']}")

    def close(self) -> None:
        """Nothing is held open."""

    def _send(self, text: str) -> None:
        content = json.dumps({"chat_id": self._chat, "text": text[:4096]}).encode()
        headers = {"Content-Type": "application/json"}
        try:
            with quiet_logs("httpx", "httpcore"):  # the address holds the token
                answer = bounded_answer("POST", self._address, SECONDS, _ANSWER_BYTES, headers, content)
        except (*FAULTS, AnswerTooLongError) as error:  # its text may hold the address, and that the token
            raise NotReadyError(f"Telegram cannot be reached: {type(error).__name__}.") from None
        if not 200 <= answer.status < 300:
            raise self._refusal(answer)

    def _refusal(self, answer: BoundedAnswer) -> InputError | NotReadyError:
        why = _why(answer)
        if answer.status in _TOKEN:
            return NotReadyError(f"Telegram does not take the token in PIKKIT_TELEGRAM_BOT: {why}.")
        if answer.status == _BUSY or not 400 <= answer.status < 500:
            return NotReadyError(f"Telegram has not taken it yet: {why}.")
        return InputError(f"Telegram refused it for {self._chat}: {why}.")


def _why(answer: BoundedAnswer) -> str:
    try:
        described = json.loads(answer.text).get("description")
    except (ValueError, AttributeError, RecursionError):  # a proxy's page
        described = None
    return str(described or f"status {answer.status}")[:200].rstrip(".")
