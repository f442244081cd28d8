"""Whether a request comes from a web page that has no business here: cross-site requests and DNS rebinding.

A browser lets any page send requests to this machine. It says which page in ``Origin``; and where a page's own name was
made to point here (DNS rebinding), that name stands in ``Host``.
"""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_OTHER_SITES = frozenset({"cross-site", "same-site"})


def is_loopback(host: str) -> bool:
    """Whether a host, without a port, is this machine alone: localhost, 127.0.0.0/8 or ::1. Other names never are."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_name(header: str) -> str:
    """The host of a ``Host`` header, lower-case and without its port; empty if it is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


@dataclass(frozen=True)
class WebCallers:
    """The rule of a server that shows no pages, so that none has business with it.

    Attributes:
        address: The address it listens on. On loopback, only loopback's names lead to it.
        names: Other names that lead to it; elsewhere than on loopback, none given: any.
    """

    address: str
    names: Collection[str] = field(default_factory=frozenset)

    def refusal(self, host: str, origin: str | None, fetch_site: str | None) -> str | None:
        """Why a request is refused, as a sentence; None if it is not.

        Args:
            host: Its ``Host``, with or without a port.
            origin: Its ``Origin``, if it has one.
            fetch_site: Its ``Sec-Fetch-Site``, if it has one.
        """
        if origin is not None or fetch_site in _OTHER_SITES:
            return "Web pages may not call this server; call it from a program, or call the API in front of it."
        if self._knows(host_name(host)):
            return None
        return "This server does not answer to that Host; call it by its address, such as 127.0.0.1."

    def _knows(self, name: str) -> bool:
        if is_loopback(name) or name in self.names:
            return True
        return not self.names and not is_loopback(self.address)
