"""What policies came to, and whether one is surely better than what scores recommend."""

from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel, Field

from pikkit.base.intervals import wilson
from pikkit.stakes.play import PlayedPaths
from pikkit.stakes.staking_history import Floats, Mask

MONTH_DAYS = 30
LEVEL = 0.95
_BROKE = 1e-9


class StakeFigure(BaseModel):
    """A figure of the history as it came, with the interval over histories made of its blocks."""

    value: float
    low: float
    high: float


class PolicyFigures(BaseModel):
    """What a policy came to; a bankroll begins as 1."""

    name: str
    growth: StakeFigure = Field(description="Log growth of the bankroll in 30 days")
    final: StakeFigure = Field(description="The bankroll at the end")
    max_drawdown: StakeFigure = Field(description="Largest share lost since a highest bankroll")
    ruin: StakeFigure = Field(description="Share of histories in which the bankroll fell to the level of ruin")
    turnover: StakeFigure = Field(description="Stakes in 30 days, in first bankrolls")
    growth_gained: StakeFigure = Field(description="Growth less the reference's, on the same histories")
    drawdown_added: StakeFigure = Field(description="Largest drawdown less the reference's, on the same histories")
    surely_better: bool = Field(description="More growth, surely, at no more drawdown than the reference")


@dataclass(frozen=True)
class JudgingRules:
    """How policies are judged.

    Attributes:
        ruin: The bankroll at which one is ruined, in first bankrolls.
        compared: How many policies are compared with the reference: the intervals of differences are as much wider
            (Bonferroni).
    """

    ruin: float = 0.5
    compared: int = 1


def judge_policies(
    names: list[str], was: PlayedPaths, made: PlayedPaths, reference: str, rules: JudgingRules
) -> list[PolicyFigures]:
    """Figures of every policy.

    Args:
        names: Of the P policies.
        was: Played through the history as it came; one lane.
        made: Played through histories made of its blocks; R lanes.
        reference: The policy that the others must beat.
        rules: How.
    """
    place = names.index(reference)
    growth, months = (_growth(was), _growth(made)), (was.days / MONTH_DAYS, made.days / MONTH_DAYS)
    figures = []
    for k, name in enumerate(names):
        more = [one[:, k] - one[:, place] for one in growth]
        gained = _figure(more[0], more[1], 1 - (1 - LEVEL) / rules.compared)
        added = _figure(
            was.max_drawdown[:, k] - was.max_drawdown[:, place], made.max_drawdown[:, k] - made.max_drawdown[:, place]
        )
        further = max(added.value, float(np.mean(made.max_drawdown[:, k] - made.max_drawdown[:, place])))
        figures.append(
            PolicyFigures(
                name=name,
                growth=_figure(growth[0][:, k], growth[1][:, k]),
                final=_figure(was.final[:, k], made.final[:, k]),
                max_drawdown=_figure(was.max_drawdown[:, k], made.max_drawdown[:, k]),
                ruin=_ruin(made.lowest[:, k] <= rules.ruin),
                turnover=_figure((was.staked / months[0])[:, k], (made.staked / months[1])[:, k]),
                growth_gained=gained,
                drawdown_added=added,
                surely_better=k != place and gained.low > 0 and gained.value > 0 and further <= 0,
            )
        )
    return figures


def _growth(paths: PlayedPaths) -> Floats:
    return np.asarray(np.log(np.maximum(paths.final, _BROKE)) / paths.days * MONTH_DAYS, dtype=np.float64)


def _figure(was: Floats, made: Floats, level: float = LEVEL) -> StakeFigure:
    low, high = np.quantile(made, [(1 - level) / 2, (1 + level) / 2])
    return StakeFigure(value=float(was[0]), low=float(low), high=float(high))


def _ruin(ruined: Mask) -> StakeFigure:
    count, paths = int(ruined.sum()), len(ruined)
    low, high = wilson(count, paths, 1.96)
    return StakeFigure(value=count / paths, low=low, high=high)
