"""Who is calling, and what he may do: one question asked before every request."""

from pikkit.extension_api.auth.caller import Caller, current_caller
from pikkit.extension_api.auth.scopes import needs, public

__all__ = ["Caller", "current_caller", "needs", "public"]
