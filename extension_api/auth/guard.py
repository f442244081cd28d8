"""Before every request: may this page send it, who is calling, and may he?"""

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Response, g, redirect, request, url_for

from pikkit.extension_api.auth.caller import Caller, CallerSource
from pikkit.extension_api.auth.first_bettor import FirstBettor
from pikkit.extension_api.auth.refusals import ForbiddenError, UnauthenticatedError
from pikkit.extension_api.auth.scopes import is_public, needed_scope
from pikkit.extension_api.auth.session import check_csrf, install_session, signed_in
from pikkit.extension_api.auth.tokens import TokenReader
from pikkit.extension_api.records import SharedRecords
from pikkit.keys import ApiKey, KeyRing, Scope, key_command, key_ring
from pikkit.settings import Settings

BETTOR_HEADER, BETTOR_PARAMETER = "X-Pikkit-Bettor", "bettor"
_READING = {"GET", "HEAD", "OPTIONS"}
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}
_FORWARDED = frozenset({"forwarded", "via", "cdn-loop", "max-forwards"})
_FORWARDED_STARTS = ("x-forwarded", "x-original-", "x-envoy-", "x-proxyuser-", "x-amzn-", "cf-", "tailscale-", "ngrok-")
_FORWARDED_ENDS = ("client-ip", "connecting-ip", "real-ip", "remote-ip", "remote-addr", "client-address")
"""Proxies name in many ways for whom they speak; each is known to set one of these."""
_EVERYTHING = frozenset(Scope)
_USERS = frozenset({Scope.SCORE, Scope.READ, Scope.WRITE})


class Guard:
    """Knows who is calling; one an app.

    Args:
        settings: Of the app: where keys are, how tokens are checked, the address it listens on, the origins.
        records: The store, which knows whose bets there are.
    """

    def __init__(self, settings: Settings, records: SharedRecords) -> None:
        self._settings = settings
        self.ring: KeyRing = key_ring(settings)
        self._tokens = TokenReader(settings)
        self._first_bettor = FirstBettor(settings.bettor, records)

    def admit(self) -> Response | None:
        """Put the caller into ``g.caller``, or refuse; a browser without a session is sent to the login page.

        Raises:
            ForbiddenError: Another site sends this, or the caller may not do that.
            UnauthenticatedError: Nobody knows who is calling.
        """
        self._check_origin()
        if is_public() or request.method == "OPTIONS":
            return None
        try:
            g.caller = caller = self._caller()
        except UnauthenticatedError:
            if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
                return redirect(url_for("login.form", next=request.full_path.rstrip("?")))  # type: ignore[return-value]
            raise
        caller.require(needed_scope())
        self._check_form(caller)
        return None

    @property
    def is_open(self) -> bool:
        """Whether no key is needed: we listen on loopback alone, no key was ever made, and there are no users."""
        return _is_loopback(self._settings.host) and not self._tokens.reads and not self.ring.any_made()

    @property
    def key_command(self) -> str:
        """What makes a key, on the machine that runs this."""
        return key_command(self._settings)

    def _caller(self) -> Caller:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if text and scheme.lower() == "bearer":
            return self._of_bearer(text.strip())
        if key := signed_in(self.ring):
            return self._of_key(key, CallerSource.SESSION)
        if self.is_open and _is_local_request():
            return Caller("local", self._chosen(self._first_bettor.name()), _EVERYTHING, CallerSource.LOCAL)
        raise UnauthenticatedError(f"Say who you are: Authorization: Bearer KEY, where {self.key_command} makes a KEY.")

    def _of_bearer(self, text: str) -> Caller:
        if text.count(".") == 2 and self._tokens.reads:
            bettor = self._tokens.bettor_of(text)
            return Caller(f"user {bettor}", bettor, _USERS, CallerSource.TOKEN)
        key = self.ring.find(text)
        if key is None:
            raise UnauthenticatedError("This key opens nothing: it is not known, or it was revoked.")
        return self._of_key(key, CallerSource.KEY)

    def _of_key(self, key: ApiKey, source: CallerSource) -> Caller:
        bettor = self._chosen(key.bettor) if Scope.OPERATOR in key.scopes else key.bettor
        return Caller(f"key {key.id}", bettor, key.scopes, source)

    def _chosen(self, default: str) -> str:
        return request.headers.get(BETTOR_HEADER) or request.args.get(BETTOR_PARAMETER) or default

    def _check_origin(self) -> None:
        """A page of another site may send simple forms without asking; browsers say where they come from."""
        if request.method in _READING:
            return
        origin = request.headers.get("Origin")
        foreign = request.headers.get("Sec-Fetch-Site") == "cross-site" if origin is None else self._is_foreign(origin)
        if foreign:
            raise ForbiddenError("Pages of that origin may not send this; PIKKIT_CORS_ORIGINS lists those that may.")

    def _is_foreign(self, origin: str) -> bool:
        try:
            return origin not in self._settings.cors_origins and urlsplit(origin).netloc != request.host
        except ValueError:
            return True

    def _check_form(self, caller: Caller) -> None:
        """What a browser sends with a cookie, or to an open API's pages, must hold the token of one of our forms."""
        if request.method in _READING or request.mimetype not in _FORMS:
            return
        if caller.source is CallerSource.SESSION or (
            caller.source is CallerSource.LOCAL and not request.path.startswith("/v1/")
        ):
            check_csrf()


def install_guard(app: Flask, settings: Settings, records: SharedRecords) -> Guard:
    """Ask before every request who is calling."""
    install_session(app, settings)
    guard = Guard(settings, records)
    app.before_request(guard.admit)
    return guard


def _is_local_request() -> bool:
    """Whether it comes from this machine and means it.

    A name that was made to point here is not loopback's, and what a proxy passed on may come from anywhere.
    """
    direct = not any(_is_of_proxy(name.lower()) for name in request.headers.keys())  # noqa: SIM118 (pairs, else)
    return direct and _is_loopback(request.remote_addr or "") and _is_loopback(_host_name())


def _is_of_proxy(header: str) -> bool:
    known = header in _FORWARDED or header.startswith(_FORWARDED_STARTS)
    return known or header.endswith(_FORWARDED_ENDS)


def _host_name() -> str:
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:  # brackets that hold no address
        return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
