"""Where else a server can be reached that does not listen on loopback alone, in a sentence."""

import ipaddress
import socket
from contextlib import closing, suppress

from pikkit.keys import key_command
from pikkit.settings import Settings

_SOMEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses of nobody (RFC 5737, RFC 3849): nothing is sent to them."""


def other_addresses(settings: Settings, port: int) -> str:
    """What a person must know who listens on the settings' host; empty for loopback."""
    host = settings.host
    if host == "localhost" or _is_loopback(host):
        return ""
    needed = f"Bets, pages and scores need a key or a token there, and here: `{key_command(settings)}` makes a key."
    if not _is_everywhere(host):
        return f"The API listens on {host}, for whoever reaches that address. {needed}"
    own = own_address(socket.AF_INET6 if ":" in host else socket.AF_INET)
    such_as = f", such as http://{f'[{own}]' if ':' in own else own}:{port}" if own else ""
    return f"The API listens on every address of this machine{such_as}, for whoever reaches them. {needed}"


def own_address(family: socket.AddressFamily) -> str:
    """The address that this machine has to others; empty if it has none."""
    with suppress(OSError), closing(socket.socket(family, socket.SOCK_DGRAM)) as probe:
        probe.connect((_SOMEWHERE[family], 9))
        return str(probe.getsockname()[0])
    return ""


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def _is_everywhere(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_unspecified
    return False
