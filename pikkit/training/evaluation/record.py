"""How good a bundle's scores were on bets it had not seen, as a record that can be written down and read again.

Losses and gains are in nats a bet, probabilities in [0, 1], money in units of a stake or of the first bankroll. In JSON
a figure that does not exist is null; here it is NaN.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pikkit.training.evaluation.measured import NOTHING, Measured


@dataclass(frozen=True)
class ReliabilityBin:
    """Bets whose probabilities are next to one another, one of bins of equally many bets.

    Attributes:
        bets: How many.
        mean_p: What was said of them, on average.
        win_rate: What share won, with its interval over resampled events.
        p_low, p_high: The smallest and the largest probability in it.
    """

    bets: int
    mean_p: float
    win_rate: Measured
    p_low: float
    p_high: float


@dataclass(frozen=True)
class BrierParts:
    """Murphy's (1973) parts: brier ≈ reliability − resolution + uncertainty.

    Over bins there is a rest, ``within``, of how probabilities and results vary together inside a bin (Stephenson et
    al., 2008): brier = reliability − resolution + uncertainty + within, exactly.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float


@dataclass(frozen=True)
class CalibrationFigures:
    """Whether probabilities mean what they say, on decided bets.

    Attributes:
        of: "model" or "price".
        ece: Expected calibration error over 15 bins of equally many bets, with its interval.
        ece_by_chance: What it would be on average if every probability were true.
        ece_by_chance_high: What it would stay under in 95 of 100 such cases.
        brier_parts: See there.
        bins: The reliability table, by rising probability.
    """

    of: str
    ece: Measured
    ece_by_chance: float
    ece_by_chance_high: float
    brier_parts: BrierParts
    bins: tuple[ReliabilityBin, ...]


@dataclass(frozen=True)
class SegmentFigures:
    """How the model did on one part of the bets.

    Attributes:
        by: What the bets are divided by: "sport", "league", "market", "odds_band", "sportsbook" or "month".
        name: The part's name: "Tennis", "1.80–2.00", "2024-03"; "other" are those too small to be shown alone.
        bets: Decided bets.
        closed: Those that have a close and one leg.
        win_rate: Share of them that won.
        log_loss_price, log_loss_model: On the decided bets.
        gain: The price's loss − the model's, on the decided bets.
        gain_expected: The same on the closed bets, with the calibrated close's probability in place of the result.
        gap_closed, gap_closed_expected: See ``Evaluation``; on the closed bets.
        brier: The model's.
        bias: Win rate − mean probability of the model.
        ece, ece_by_chance, ece_by_chance_high: See ``CalibrationFigures``; of the model.
        taken: Bets with ev > 0.
        roi, clv: Of those, staked flat.
    """

    by: str
    name: str
    bets: int
    closed: int
    win_rate: float
    log_loss_price: float
    log_loss_model: float
    gain: Measured
    gain_expected: Measured
    gap_closed: Measured
    gap_closed_expected: Measured
    brier: float
    bias: Measured
    ece: Measured
    ece_by_chance: float
    ece_by_chance_high: float
    taken: int
    roi: Measured
    clv: Measured


@dataclass(frozen=True)
class Comparison:
    """The model beside another way to say how likely a win is, on the same decided bets.

    Attributes:
        name: "no information" (every bet wins as often as these bets did, which flatters it), "price", "closing line"
            or "champion".
        bets: Bets compared on: all; those with a close; those placed after all that the champion learned from.
        log_loss: The other's.
        log_loss_model: The model's on the same bets.
        gain: log_loss − log_loss_model, paired, with its interval: above 0 the model is better.
    """

    name: str
    bets: int
    log_loss: float
    log_loss_model: float
    gain: Measured


@dataclass(frozen=True)
class Backtest:
    """A bankroll that would have taken the model's bets (ev > 0) as they came; 1 is what it starts with.

    Attributes:
        staking: "kelly" (fraction and cap as in the settings, a stake being a share of the bankroll) or "flat".
        taken: Bets staked on.
        skipped: Bets with ev > 0 that no money, or with Kelly no room on their event, was left for.
        days: ISO dates (UTC), the last one that of the last settlement.
        bankroll: At each day's end: money in hand and stakes still out.
        low, high: Pointwise 95 % band of it over resampled events.
        final: The bankroll at the end.
        growth: Mean growth of its logarithm in 30 days.
        max_drawdown: The largest fall below an earlier peak, as a share of that peak.
        turnover: All stakes together, in first bankrolls.
        roi: Profit a unit staked.
    """

    staking: str
    taken: int
    skipped: int
    days: tuple[str, ...]
    bankroll: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    final: Measured
    growth: Measured
    max_drawdown: Measured
    turnover: float
    roi: Measured


@dataclass(frozen=True)
class LearningPoint:
    """What a model learned from a part of the training bets comes to, on the same judged bets.

    Attributes:
        share: Of the training bets, the latest ones.
        bets: How many that is.
        gain: The price's loss − the model's, on the decided bets.
        gap_closed_expected: See ``Evaluation``.
    """

    share: float
    bets: int
    gain: Measured
    gap_closed_expected: Measured


@dataclass(frozen=True)
class FinalWindow:
    """The bets the figures are of.

    Attributes:
        start, end: When the first and the last were placed (ISO 8601, UTC); empty without bets.
        purged: Earlier bets kept from training because they were not settled by then or share an event with them.
        embargoed: Further earlier bets kept from training because they were settled just before.
    """

    start: str
    end: str
    purged: int
    embargoed: int


@dataclass(frozen=True)
class Evaluation:
    """How a model did. Losses are in nats a bet; ``*_closed`` figures are on decided bets that have a close.

    Attributes:
        bets: Settled bets scored.
        decided: Those that won or lost.
        closed: Those of them with a closing price and one leg.
        log_loss_price, log_loss_model: On all decided bets.
        log_loss_price_closed, log_loss_model_closed, log_loss_close: On those with a close.
        gap_closed: The yardstick (DESIGN 4), on results.
        brier, ece: Of the model on all decided bets.
        ece_price: Of the calibrated price.
        coverage: Share of closing-line probabilities inside the model's 90 % interval.
        taken: Bets with ev > 0, the ones the model would take.
        roi: Profit a unit staked flat on them at their prices, with its interval.
        clv: Their mean odds / closing − 1.
        roi_all: The same as ``roi`` for every decided bet.
        gap_closed_expected: The yardstick with the calibrated close's probability in place of the result: far less
            noise, on the assumption that the calibrated close is right on average.
        calibration: Of the model and of the price.
        comparisons: Beside no information, the price, the closing line and the champion, if there is one.
        segments: By sport, league, market, odds band, sportsbook and month; empty if these are not known.
        backtests: With Kelly and with flat stakes; empty if nothing would be taken.
        learning_curve: Empty unless asked for.
        window: Which bets; None if they are no pipeline's held-out bets.
    """

    bets: int
    decided: int
    closed: int
    log_loss_price: float
    log_loss_model: float
    log_loss_price_closed: float
    log_loss_model_closed: float
    log_loss_close: float
    gap_closed: Measured
    brier: float
    ece: float
    ece_price: float
    coverage: float
    taken: int
    roi: Measured
    clv: Measured
    roi_all: Measured
    gap_closed_expected: Measured = NOTHING
    calibration: tuple[CalibrationFigures, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    segments: tuple[SegmentFigures, ...] = ()
    backtests: tuple[Backtest, ...] = ()
    learning_curve: tuple[LearningPoint, ...] = ()
    window: FinalWindow | None = None

    def write(self, path: Path) -> None:
        """Write as JSON; a figure that does not exist is null."""
        path.write_text(json.dumps(self.to_dict(), indent=2) + "\n")

    def to_dict(self) -> dict[str, object]:
        """As JSON's types."""
        return {name: _jsonable(value) for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Evaluation":
        """Read ``to_dict``'s form; what an older version did not write is empty, what is not of it is left out.

        Raises:
            pydantic.ValidationError: It is no evaluation.
        """
        known = {f.name: values[f.name] for f in fields(cls) if f.name in values}
        window = known.pop("window", None)
        filled = {name: _filled(value) for name, value in known.items()}
        return TypeAdapter(cls).validate_python({**filled, "window": window})


def _jsonable(value: object) -> object:
    if isinstance(value, dict):
        return {name: _jsonable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _filled(value: Any) -> Any:
    """NaN in place of every null."""
    if isinstance(value, Mapping):
        return {name: _filled(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(part) for part in value]
    return math.nan if value is None else value
