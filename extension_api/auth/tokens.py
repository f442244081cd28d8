"""Users' tokens: JWTs as Supabase signs them, by a shared secret (HS256) or by published keys (JWKS)."""

from typing import Any

import jwt

from pikkit.extension_api.auth.published_keys import PublishedKeys
from pikkit.extension_api.auth.refusals import ForbiddenError, UnauthenticatedError
from pikkit.settings import Settings

_ALGORITHMS = {"EC": ["ES256"], "RSA": ["RS256"], "OKP": ["EdDSA"]}
"""By the kind of the published key: what a token says of itself chooses nothing."""
_LONGEST_NAME = 200
_WRONG = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)
"""What reading a token raises; PyJWT lets errors of JSON, of numbers and of foreign keys through."""
_NEEDED = ["exp", "sub", "aud"]


class TokenReader:
    """Reads users' tokens; only algorithms that fit the kind of key are taken, so that none can be passed for another.

    Args:
        settings: The secret or the address of the public keys, the audience, the issuer, and the leeway for clocks.
    """

    def __init__(self, settings: Settings) -> None:
        self._secret = settings.jwt_secret.get_secret_value()
        self._audience = settings.jwt_audience
        self._issuer = settings.jwt_issuer or None
        self._leeway = settings.jwt_leeway_seconds
        url = settings.jwt_jwks_url
        self._keys = PublishedKeys(url) if url else None

    @property
    def reads(self) -> bool:
        """Whether tokens are configured at all."""
        return bool(self._secret or self._keys)

    def bettor_of(self, token: str) -> str:
        """Whose token it is: ``app_metadata.bettor``, which only the server can set, or else the user's id.

        Raises:
            UnauthenticatedError: It is expired, made for somebody else, or not signed by the key.
            ForbiddenError: It is no user's.
        """
        claims = self._claims(token)
        if claims.get("role", "authenticated") != "authenticated":
            raise ForbiddenError("The token is not a signed-in user's.")
        metadata = claims.get("app_metadata")
        named = metadata.get("bettor") if isinstance(metadata, dict) else None
        return _name(named if isinstance(named, str) and named else str(claims["sub"]))

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            key, algorithms = self._key(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=algorithms,
                audience=self._audience,
                issuer=self._issuer,
                leeway=self._leeway,
                options={"require": _NEEDED},
            )
        except jwt.ExpiredSignatureError as error:
            raise UnauthenticatedError("The token has expired; sign in again.") from error
        except jwt.PyJWKClientConnectionError as error:
            raise UnauthenticatedError("The keys that tokens are checked by cannot be had now; try again.") from error
        except _WRONG as error:
            raise UnauthenticatedError("The token does not hold: its signature, audience or date is wrong.") from error
        return claims

    def _key(self, token: str) -> tuple[Any, list[str]]:
        if self._keys is not None:
            published = self._keys.get_signing_key_from_jwt(token)
            return published.key, _ALGORITHMS.get(published.key_type or "", [])
        return self._secret, ["HS256"]


def _name(text: str) -> str:
    """A bettor's name: it becomes a value of rows and of files' names in messages, so it is short and printable."""
    if not 0 < len(text) <= _LONGEST_NAME or not text.isprintable():
        raise UnauthenticatedError(f"The token names nobody: a name has 1 to {_LONGEST_NAME} printable characters.")
    return text
