"""What was chosen by whoever's bets a request is about."""

from flask import current_app, g, has_request_context

from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.auth.caller import bettor_asked
from pikkit.extension_api.extensions import held_by
from pikkit.money.preferences import Preferences


def request_preferences() -> Preferences:
    """What holds for whoever's bets the request is about; nothing is chosen outside of requests."""
    if not has_request_context() or "caller" not in g:
        return Preferences()
    if "preferences" not in g:
        g.preferences = held_by(current_app).preferences.of(bettor_asked(current_caller()))
    return g.preferences  # type: ignore[no-any-return]
