"""Whose history there is: one Feast entity for each key column of the views."""

from feast import Entity
from feast.value_type import ValueType

from pikkit.features.views.view import VIEWS

DESCRIPTIONS = {
    "bettor": "who bets",
    "sportsbook": "the book's canonical name, without its state",
    "sport": "the sport",
    "league": "the league",
    "subject": "the team or player the bet is on",
    "market_side": "market and side, as 'total:over'",
    "odds_band": "the band of pikkit.features.views.entity_keys.ODDS_BANDS the price is in",
}
NUMBERS = {"odds_band"}

ENTITIES = {
    key: Entity(
        name=key,
        join_keys=[key],
        value_type=ValueType.INT64 if key in NUMBERS else ValueType.STRING,
        description=DESCRIPTIONS[key],
    )
    for key in sorted({key for view in VIEWS for key in view.keys})
}
"""Entity by key column."""
