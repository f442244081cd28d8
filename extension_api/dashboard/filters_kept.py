"""The filters of a page's address: kept on the way to other pages about the same bets, and when the bettor changes."""

from datetime import date, timedelta

from flask import request

from pikkit.extension_api.bet_filter import FilterQuery
from pikkit.extension_api.request_preferences import request_preferences

FILTERED = frozenset({"overview", "performance", "calibration", "bets", "over_time", "calendar", "periods"})
"""Pages that take filters."""
_NAMES = tuple(name for name in FilterQuery.model_fields if name != "bettor")


def filters_kept() -> dict[str, str]:
    """The filters that are set."""
    return {name: value for name in _NAMES if (value := request.args.get(name))}


def other_than_bettor() -> dict[str, str]:
    """What the address says beside the bettor, and beside a place in the list of his bets."""
    return {name: value for name, value in request.args.items() if value and name not in {"bettor", "cursor"}}


def presets(today: date | None = None) -> tuple[tuple[str, str], ...]:
    """Spans of time that end today: what each is called, and its first day; empty for all time."""
    day = today or request_preferences().today()
    return (
        ("7 days", str(day - timedelta(days=6))),
        ("30 days", str(day - timedelta(days=29))),
        (f"{day.year}", str(day.replace(month=1, day=1))),
        ("all time", ""),
    )


def more_than_preset(kept: dict[str, str]) -> bool:
    """Whether filters are set that no link to a preset shows, so that the form of filters is shown open."""
    return bool(set(kept) - {"since"}) or kept.get("since", "") not in {since for _, since in presets()}
