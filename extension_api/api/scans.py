"""Scans: what is on offer now that is worth more than it costs."""

from apiflask import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field

from pikkit.extension_api.extensions import offers_now, settings
from pikkit.extension_api.openapi import error_responses
from pikkit.finder.market_scan import Scan, ScanRules

blueprint = APIBlueprint("scans", __name__, url_prefix="/v1/opportunities", tag="Opportunities")


class ScanQuery(BaseModel):
    """What is looked for."""

    model_config = ConfigDict(extra="forbid")

    min_ev: float | None = Field(
        default=None, ge=-1, le=100, allow_inf_nan=False, description="A unit; default: quotes_min_ev"
    )
    books: str = Field(default="", max_length=2000, description="Where one can bet, by commas; default: everywhere")
    sport: str | None = Field(default=None, min_length=1, max_length=200)

    @property
    def places(self) -> list[str]:
        """The books, one by one."""
        return [book.strip() for book in self.books.split(",") if book.strip()]


@blueprint.get("/scan")
@blueprint.input(ScanQuery, location="query", arg_name="query")
@blueprint.output(Scan)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503))
def scan(query: ScanQuery) -> Scan:
    """Look through the newest stored quotes: value, arbitrages and middles, with stakes; at most 30 seconds old."""
    done = offers_now().scan(ScanRules.of(settings(), query.min_ev, query.places))
    return done if query.sport is None else done.of_sport(query.sport)
