"""Where bets are kept."""

from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, SecretStr

from pikkit.settings.home import HomeSettings


class StoreSettings(HomeSettings):
    """Where bets are kept."""

    store_url: str = Field(default="", description="SQLAlchemy URL of the bet store; default: SQLite in home.")
    supabase_url: str = Field(default="", description="A Supabase project: https://PROJECT.supabase.co.")
    supabase_service_key: SecretStr = Field(default=SecretStr(""), description="Its service key, for servers alone.")
    supabase_anon_key: SecretStr = Field(default=SecretStr(""), description="Its anon key, used with a user's token.")
    supabase_db_url: SecretStr = Field(default=SecretStr(""), description="Its postgresql:// URL, for bulk work.")

    @property
    def resolved_store_url(self) -> str:
        """The bet store's URL: as set, the Supabase project, or embedded SQLite."""
        if self.supabase_url and not self.store_url:
            return f"supabase+{self.supabase_url}"
        return self.store_url or f"sqlite:///{self.resolved_home / 'pikkit.db'}"

    @property
    def shown_store_url(self) -> str:
        """The bet store's URL without user, password and options, for people and logs."""
        parts = urlsplit(self.resolved_store_url)
        if not parts.netloc:
            return self.resolved_store_url
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
