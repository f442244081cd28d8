"""Prices seen: kept before the answer, scored when seen, delivered to the store, told to webhooks."""

from pikkit.extension_api.captures.following import Following
from pikkit.extension_api.captures.keeping import Captures
from pikkit.extension_api.captures.listing import CaptureQuery, Page
from pikkit.extension_api.captures.models import (
    BetEnd,
    Capture,
    Captured,
    Change,
    ChangeAsked,
    Followed,
    Opportunity,
    Status,
)

__all__ = [
    "BetEnd",
    "Capture",
    "CaptureQuery",
    "Captured",
    "Captures",
    "Change",
    "ChangeAsked",
    "Followed",
    "Following",
    "Opportunity",
    "Page",
    "Status",
]
