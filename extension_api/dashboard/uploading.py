"""Whose bets an upload holds, as its form says."""

from flask import request

from pikkit.extension_api.api.opportunities import own_bettor
from pikkit.extension_api.auth import current_caller


def whose_bets() -> str:
    """The bettor the form names, for operators; else the caller's own."""
    caller = current_caller()
    named = request.form.get("whose", "").strip()
    return named if named and caller.is_operator else own_bettor(caller)
