"""HTTP without TLS to the process or the pod beside this one."""

import ssl
from functools import cache


@cache
def no_tls() -> ssl.SSLContext:
    """What an HTTP client is given as ``verify`` where every address begins with ``http://``.

    A client makes a context of TLS even if it never needs one, and reads all certificates of the system for it: 20 ms
    of CPU a client, each second of a server that watches others. This one is made once and trusts nobody.
    """
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
