"""The dashboard's cookie: it names a key that was entered once, and can be neither read nor sent by another site."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from flask import Flask, request, session

from pikkit.extension_api.auth.refusals import ForbiddenError
from pikkit.keys import ApiKey, KeyRing
from pikkit.settings import Settings

_KEY, _CSRF = "key", "csrf"
CSRF_FIELD, CSRF_HEADER = "csrf_token", "X-CSRF-Token"


def install_session(app: Flask, settings: Settings) -> None:
    """Set the cookie up: signed, strict, out of reach of scripts; ``csrf_token()`` is known to templates."""
    app.secret_key = _secret(settings.resolved_home / "session.key")
    app.config.update(
        SESSION_COOKIE_NAME="pikkit",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.api_https,
    )
    app.jinja_env.globals["csrf_token"] = csrf_token


def sign_in(key: ApiKey) -> None:
    """Let the browser come back as the owner of a key."""
    session.clear()
    session[_KEY] = key.id


def sign_out() -> None:
    """Forget who the browser is."""
    session.clear()


def signed_in(ring: KeyRing) -> ApiKey | None:
    """The key the browser came with, unless it was revoked."""
    identity = session.get(_KEY)
    return ring.of_id(identity) if isinstance(identity, str) else None


def csrf_token() -> str:
    """What a form must send back in ``csrf_token``: another site cannot know it."""
    if _CSRF not in session:
        session[_CSRF] = secrets.token_urlsafe(24)
    return str(session[_CSRF])


def check_csrf() -> None:
    """See that a form is one of ours.

    Raises:
        ForbiddenError: Its token is missing or another one.
    """
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    if not secrets.compare_digest(given.encode(), str(session.get(_CSRF, secrets.token_hex())).encode()):
        raise ForbiddenError("The form is too old or not from this site; load the page again.")


def _secret(path: Path) -> str:
    """The secret that cookies are signed by: made once, kept in a file of its owner's alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    if not path.exists():
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(fresh, path)  # whoever comes first; the others read his
        fresh.unlink()
    return path.read_text(encoding="ascii")
