"""The dashboard's door: a key is entered once, and a cookie names it from then on."""

from urllib.parse import urlsplit

from apiflask import APIBlueprint
from flask import Response, redirect, render_template, request, url_for

from pikkit.extension_api.auth.scopes import public
from pikkit.extension_api.auth.session import check_csrf, sign_in, sign_out
from pikkit.extension_api.extensions import guard

blueprint = APIBlueprint("login", __name__, template_folder="templates", enable_openapi=False)


@blueprint.get("/login")
@public
def form() -> str:
    """Ask for a key."""
    return _page(_own_path(request.args.get("next", "/")))


@blueprint.post("/login")
@public
def enter() -> Response | tuple[str, int]:
    """Take a key."""
    check_csrf()
    key = guard().ring.find(request.form.get("key", "").strip())
    after = _own_path(request.form.get("next", "/"))
    if key is None:
        sentence = "This key opens nothing: it is not known, or it was revoked."
        return _page(after, sentence), 401
    sign_in(key)
    return redirect(after, 303)  # type: ignore[return-value]  # werkzeug's own class


@blueprint.post("/logout")
@public
def leave() -> Response:
    """Forget the key."""
    check_csrf()
    sign_out()
    return redirect(url_for("login.form"), 303)  # type: ignore[return-value]


def _page(after: str, said: str = "") -> str:
    return render_template("login.html", after=after, said=said, key_command=guard().key_command)


def _own_path(text: str) -> str:
    """A path of ours to go on to; the front page in place of another site's."""
    parts = urlsplit(text)
    is_ours = not parts.scheme and not parts.netloc and text.startswith("/") and "\\" not in text
    return text if is_ours and not text.startswith("//") else "/"
