"""How users' tokens are checked."""

from pydantic import BaseModel, Field, SecretStr


class JwtSettings(BaseModel):
    """How users' tokens are checked."""

    jwt_secret: SecretStr = Field(default=SecretStr(""), description="HS256 secret of users' tokens (Supabase's).")
    jwt_jwks_url: str = Field(default="", description="Or where their public keys are, in place of a secret.")
    jwt_audience: str = Field(default="authenticated", description="Whom a user's token must be made for.")
    jwt_issuer: str = Field(default="", description="Who must have made it; default: anybody with the key.")
    jwt_leeway_seconds: float = Field(default=30.0, ge=0, le=600, description="How far clocks may be apart.")
