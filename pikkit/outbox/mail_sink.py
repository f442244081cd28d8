"""A person who is told by mail, through Apprise, and why one was not taken."""

import logging
from collections.abc import Sequence
from urllib.parse import quote

from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox.entry import Entry


class MailSink:
    """Mails to one address; what is not taken is tried again later.

    Args:
        mail_server: What they are sent from, as an Apprise address.
        address: To whom.
    """

    def __init__(self, mail_server: str, address: str) -> None:
        self._mail_server, self._address = mail_server, address

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Send each entry's title and body.

        Raises:
            NotReadyError: The server did not take one.
            InputError: The home's server is none that Apprise knows.
        """
        from apprise import Apprise, LogCapture

        channel = Apprise()
        if not channel.add(self._url()):
            raise InputError("PIKKIT_MAIL_SERVER is nothing that Apprise can send from.")
        for entry in entries:
            message = entry.item.payload
            with LogCapture(level=logging.DEBUG, fmt="%(message)s") as log:
                taken = channel.notify(
                    body=str(message["body"]), title=str(message["title"]), notify_type=str(message["kind"])
                )
                if not taken:
                    raise NotReadyError(f"The e-mail to {self._address} was not taken{_reason(log.getvalue())}.")

    def close(self) -> None:
        """Nothing is held open."""

    def _url(self) -> str:
        server, _, parameters = self._mail_server.partition("?")
        slash = "" if server.count("/") > 2 else "/"
        more = f"&{parameters}" if parameters else ""
        return f"{server}{slash}?to={quote(self._address, safe='@')}{more}"


def _reason(log: str) -> str:
    """What Apprise noted of the server's answer, which it does not hand on; "" if nothing."""
    reasons = [line.partition("Exception: ")[2] for line in log.splitlines() if "Exception: " in line]
    return f": {reasons[-1][:200].rstrip('.')}" if reasons else ""
