"""Prices seen: kept before the answer, scored when seen, delivered to the store, told to webhooks."""

from pikkit.extension_api.captures.keeping import Captures
from pikkit.extension_api.captures.listing import CaptureQuery, Page
from pikkit.extension_api.captures.models import Capture, Captured, Change, Opportunity, Status

__all__ = ["Capture", "CaptureQuery", "Captured", "Captures", "Change", "Opportunity", "Page", "Status"]
