"""The fields of a bet to score: the one table that requests, tensors, options, files and captures are made from.

A new field is a row here, its type in ``ScoreRequest`` and what it is for. This module loads nothing, so that the
command can name its options without what scoring needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field's values are; a value of another kind is refused, wherever it comes from."""

    TEXT = "text"
    CHOICE = "choice"
    PRICE = "price"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    MOMENT = "moment"
    OFFERS = "offers"


@dataclass(frozen=True)
class RequestField:
    """One field of a bet to score.

    Attributes:
        name: What it is called everywhere.
        kind: What its values are.
        description: What it says, without a full stop.
        examples: Values it could have.
        required: Whether every bet must say it.
        default: What a bet says that leaves it out; None: nothing.
        overrides: Whether it overrides what the selection's text says.
        captured: Whether a captured price keeps it, in a column of its name.
        of_exports: Whether a bet of an export says it, in a column of its name.
    """

    name: str
    kind: FieldKind
    description: str
    examples: tuple[str | float, ...] = ()
    required: bool = False
    default: str | None = None
    overrides: bool = False
    captured: bool = False
    of_exports: bool = False

    @property
    def told(self) -> str:
        """What it says, and what it goes before."""
        return f"{self.description}; overrides the selection" if self.overrides else self.description


FIELDS = {
    field.name: field
    for field in (
        RequestField(
            "sportsbook",
            FieldKind.TEXT,
            "The book, in any spelling",
            ("Caesars - New York",),
            required=True,
            captured=True,
            of_exports=True,
        ),
        RequestField(
            "odds_format",
            FieldKind.CHOICE,
            "How odds is written: auto, decimal, american or fractional",
            default="auto",
        ),
        RequestField(
            "odds",
            FieldKind.PRICE,
            "The price, in the format odds_format says",
            (1.91, "-110", "5/2"),
            required=True,
            captured=True,
            of_exports=True,
        ),
        RequestField("bettor", FieldKind.TEXT, "Whose history to use", captured=True, of_exports=True),
        RequestField("sport", FieldKind.TEXT, "The sport", ("Soccer",), captured=True, of_exports=True),
        RequestField(
            "league", FieldKind.TEXT, "The league", ("England Premier League",), captured=True, of_exports=True
        ),
        RequestField("selection", FieldKind.TEXT, "The bet as the book words it", ("Over 2.5 Total Hull vs. Watford",)),
        RequestField(
            "market",
            FieldKind.TEXT,
            "What is bet on",
            ("moneyline", "total"),
            overrides=True,
            captured=True,
            of_exports=True,
        ),
        RequestField(
            "side",
            FieldKind.CHOICE,
            "The side: home, away, draw, over, under, yes or no, in any case",
            ("over", "home"),
            overrides=True,
            captured=True,
            of_exports=True,
        ),
        RequestField("line", FieldKind.NUMBER, "Head start or threshold", (2.5,), overrides=True, captured=True),
        RequestField("subject", FieldKind.TEXT, "The team or player", overrides=True, captured=True, of_exports=True),
        RequestField("home", FieldKind.TEXT, "The home team", overrides=True, captured=True),
        RequestField("away", FieldKind.TEXT, "The away team", overrides=True, captured=True),
        RequestField("period", FieldKind.TEXT, "The part of the game", ("1st half",), overrides=True, captured=True),
        RequestField(
            "live", FieldKind.FLAG, "Whether the game has begun", overrides=True, captured=True, of_exports=True
        ),
        RequestField(
            "bet_type",
            FieldKind.CHOICE,
            "The kind of bet: straight, parlay or round_robin",
            default="straight",
            of_exports=True,
        ),
        RequestField("n_legs", FieldKind.WHOLE, "How many legs the bet has", of_exports=True),
        RequestField("stake", FieldKind.NUMBER, "What is staked, in the bettor's currency", of_exports=True),
        RequestField("placed_at", FieldKind.MOMENT, "Score as of this moment; default: now", of_exports=True),
        RequestField("quotes", FieldKind.OFFERS, "What other books offer on the same selection, at the same line"),
    )
}
"""By name, in the order in which errors name them."""

DEFAULTS = {name: field.default for name, field in FIELDS.items() if field.default is not None}
"""What a bet says that leaves a field out, where that is something."""


def named(*kinds: FieldKind) -> Sequence[str]:
    """The fields of these kinds, in order."""
    return [name for name, field in FIELDS.items() if field.kind in kinds]
