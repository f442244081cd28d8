"""What other books offer: where quotes come from, how long they are kept, and what counts as an opportunity."""

from pathlib import Path

from pydantic import Field, SecretStr

from pikkit.settings.home import HomeSettings


class QuoteSettings(HomeSettings):
    """What other books offer: where quotes come from, how long they are kept, and what counts as an opportunity."""

    quotes_url: str = Field(default="https://api.the-odds-api.com", description="Of an API that speaks its version 4.")
    quotes_key: SecretStr = Field(default=SecretStr(""), description="The key of that API; it is never logged.")
    quotes_sports: str = Field(default="", description="What to fetch, by commas: soccer_epl,basketball_nba.")
    quotes_regions: str = Field(default="us,eu,uk", description="Whose books, by commas.")
    quotes_markets: str = Field(default="h2h,spreads,totals", description="Which markets, by commas.")
    quotes_reserve: int = Field(default=50, ge=0, description="Requests of the quota that fetching leaves untouched.")
    quotes_stale_hours: float = Field(default=6.0, gt=0, description="Older quotes are called stale.")
    quotes_in_scores: bool = Field(default=True, description="Whether scores use the newest stored quotes.")
    quotes_from_pages: bool = Field(
        default=False,
        description="Whether prices that are captured or scored in batches (by the extension: of pages) become quotes, "
        "which scores of everybody use: only where whoever has a key is believed.",
    )
    quotes_min_ev: float = Field(default=0.02, ge=0, description="Worth at least so much a unit: an opportunity.")
    quotes_min_books: int = Field(default=2, ge=1, description="Other books an opportunity needs an opinion of.")

    @property
    def quotes_inbox(self) -> Path:
        """The folder that is watched for files of quotes, where fetched answers go too."""
        return self.resolved_home / "quotes"
