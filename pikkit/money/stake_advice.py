"""What to stake: a share of the bankroll, and where a bankroll is known the amount, in currency and in units."""

import math
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import BaseModel, Field

from pikkit.bets.value import kelly_fraction
from pikkit.money.figure_writing import FigureWriting, figure_writing
from pikkit.money.preferences import Preferences


class Priced(Protocol):
    """What a score says of a bet."""

    @property
    def p_win(self) -> float:
        """Chance to win."""

    @property
    def odds(self) -> float:
        """Decimal."""

    @property
    def kelly(self) -> float:
        """Share of the bankroll to stake."""


@dataclass(frozen=True, slots=True)
class KellyRule:
    """How a home stakes: so much of full Kelly, and never more than the cap; shares in (0, 1]."""

    fraction: float
    cap: float

    def explains(self, score: Priced) -> bool:
        """Whether a score's share is this rule's; a learned policy's need not be."""
        own = kelly_fraction(score.p_win, score.odds, self.fraction, self.cap)
        return math.isclose(own, score.kelly, rel_tol=1e-3, abs_tol=1e-5)


@dataclass(frozen=True, slots=True)
class MoneyNow:
    """What there is to stake from; ``bankroll`` is None where none is known."""

    preferences: Preferences = field(default_factory=Preferences)
    bankroll: float | None = None


class StakeAdvice(BaseModel):
    """What to stake on a bet."""

    share: float = Field(description="Of the bankroll; the score's kelly")
    amount: float | None = Field(description="In currency; null where no bankroll is known")
    units: float | None = Field(description="In units; null where no bankroll or no unit is known")
    currency: str | None = Field(description="Of the amount (ISO 4217), if one was chosen")
    bankroll: float | None = Field(description="What the amount is a share of")
    kelly_fraction: float = Field(description="How much of full Kelly the home stakes")
    kelly_cap: float = Field(description="The largest share it stakes")
    sentence: str = Field(description="The same in words")


def stake_advice(score: Priced, rule: KellyRule, money: MoneyNow) -> StakeAdvice:
    """What to stake on a bet with that score."""
    amount = None if money.bankroll is None else max(money.bankroll, 0.0) * score.kelly
    unit = money.preferences.unit_size
    units = None if amount is None or unit is None else amount / unit
    return StakeAdvice.model_construct(
        share=score.kelly,
        amount=amount,
        units=units,
        currency=money.preferences.currency,
        bankroll=money.bankroll,
        kelly_fraction=rule.fraction,
        kelly_cap=rule.cap,
        sentence=_sentence(score, rule, money, amount, units),
    )


def _sentence(score: Priced, rule: KellyRule, money: MoneyNow, amount: float | None, units: float | None) -> str:
    writing = figure_writing(money.preferences)
    if score.kelly <= 0:
        return "Stake nothing."
    share = f"{writing.percent(score.kelly, 2)} of the bankroll"
    how = _how(score, rule, writing)
    if amount is None or money.bankroll is None:
        return f"Stake {share}, {how}. No bankroll is known, so no amount is said."
    if money.bankroll <= 0:
        return f"Stake nothing: the bankroll is {writing.money(money.bankroll)}."
    in_units = "" if units is None else f" ({writing.number(units, 2)} units)"
    return f"Stake {writing.money(amount)}{in_units}: {share} of {writing.money(money.bankroll)}, {how}."


def _how(score: Priced, rule: KellyRule, writing: FigureWriting) -> str:
    if not rule.explains(score):
        return "as this home learned to stake"
    if score.kelly >= rule.cap * (1 - 1e-6):
        return f"the most that this home stakes by {writing.number(rule.fraction, 2)} of Kelly"
    return f"{writing.number(rule.fraction, 2)} of Kelly"
