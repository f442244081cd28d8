"""Which captures are told to whom."""

from pydantic import BaseModel, Field

from pikkit.bets.verdict import Verdict


class WebhookRule(BaseModel):
    """A webhook (n8n or any other) and the captures it is told of; an empty list takes everything."""

    url: str = Field(pattern=r"^https?://\S+$", repr=False, description="Where to POST; its path may be its secret.")
    min_ev: float | None = Field(default=None, description="Only captures expected to be worth so much a unit staked.")
    sports: list[str] = []
    books: list[str] = []
    verdicts: list[Verdict] = []
    found: bool = Field(default=False, description="Whether it is told too of what scans of quotes find.")

    def takes(self, ev: float | None, sport: str | None, book: str, verdict: str | None) -> bool:
        """Whether it is told of a capture with these values, canonical names; a score that is missing fits no bound."""
        enough = self.min_ev is None or (ev is not None and ev >= self.min_ev)
        pairs = ((self.sports, sport), (self.books, book), (self.verdicts, verdict))
        return enough and all(not accepted or value in accepted for accepted, value in pairs)
