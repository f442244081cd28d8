"""Tokens as Supabase's keys and its signed-in users have them."""

import time
from typing import Any
from uuid import UUID

import jwt

ROLES = {"anon", "authenticated", "service_role"}


class TokenError(Exception):
    """A request without a key, or with a token that does not hold."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def token(secret: str, role: str, user: UUID | None = None, seconds: float = 3600) -> str:
    """A token for a role, of a user if given, that expires after some seconds."""
    claims = {"role": role, "exp": time.time() + seconds, **({"sub": str(user)} if user else {})}
    return jwt.encode(claims, secret, algorithm="HS256")


def claims_of(key: str | None, authorization: str | None, secret: str) -> dict[str, Any]:
    """The claims of the bearer token, or of the key without one.

    Raises:
        TokenError: Either of them is missing or does not hold.
    """
    if not key:
        raise TokenError("401", "No API key found in request")
    _decoded(key, secret)
    return _decoded((authorization or f"Bearer {key}").removeprefix("Bearer "), secret)


def _decoded(text: str, secret: str) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(text, secret, algorithms=["HS256"], options={"verify_aud": False})
    except jwt.ExpiredSignatureError as error:
        raise TokenError("PGRST303", "JWT expired") from error
    except jwt.InvalidTokenError as error:
        raise TokenError("PGRST301", "No suitable key or wrong key type") from error
    if claims.get("role") not in ROLES:
        raise TokenError("PGRST301", "role claim is unknown")
    return claims
