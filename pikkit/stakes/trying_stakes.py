"""Stakes tried on stored bets: every policy on the same later ones, and one learned on earlier ones if asked for."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

import numpy as np

from pikkit.base.percent_text import percent_text
from pikkit.stakes.lanes import DAY, resampled, whole_history
from pikkit.stakes.learned_stakes import LearnedStakes
from pikkit.stakes.named_policies import FRACTIONAL, LEARNED, fractional_plan, named_plans
from pikkit.stakes.out_of_time_bets import BookLimits, StakingParts
from pikkit.stakes.play import PlayedPaths, play_plans
from pikkit.stakes.policy_judgement import JudgingRules, PolicyFigures, StakeFigure, judge_policies
from pikkit.stakes.policy_search import FoundStakes, SearchRules, search_stakes
from pikkit.stakes.stake_plan import StakePlan
from pikkit.stakes.staking_history import Slates, StakingHistory
from pikkit.stakes.staking_report import LEARNT, SIMULATED, StakesCurve, StakingReport

FEWEST_BLOCKS = 8
"""Blocks that the later bets are cut into at least: fewer say nothing of chance."""
FEWEST_JUDGED = 100
"""Later bets without which no policy is adopted: a bootstrap of fewer is surer than it may be."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class TryingRules:
    """How stakes are tried.

    Attributes:
        fraction: Share of full Kelly that scores recommend.
        limits: The bankroll, and what books take.
        ruin: The bankroll at which one is ruined, in first bankrolls.
        paths: How many histories are made of blocks.
        search: How a policy is searched for, how long a block is, and the cap on a bet or an event.
    """

    fraction: float = 0.25
    limits: BookLimits = field(default_factory=BookLimits)
    ruin: float = 0.5
    paths: int = 200
    search: SearchRules = field(default_factory=SearchRules)


def learn_stakes(parts: StakingParts, rules: TryingRules, tell: Tell = lambda _done, _total: None) -> FoundStakes:
    """Learn a policy on the earlier bets that falls no further on them than fractional Kelly."""
    reference = fractional_plan(parts.earlier, rules.fraction, rules.search.cap)
    return search_stakes(parts.earlier, rules.search, reference, tell)


def judge_stakes(
    parts: StakingParts, rules: TryingRules, model_version: str, found: FoundStakes | None = None
) -> StakingReport:
    """Every policy on the later bets, and the learned one against what scores recommend."""
    history, slates = parts.later, Slates.of(parts.later)
    plans = _plans(history, slates, rules, found.stakes if found else None)
    block_days = _block_days(slates, rules.search.block_days)
    was, figures = _played(history, slates, plans, rules, block_days)
    report = StakingReport(
        kind=LEARNT if found else SIMULATED,
        made_at=datetime.now(UTC),
        model_version=model_version,
        learned_from=len(parts.earlier),
        judged_on=len(history),
        said=parts.said,
        judged_from=parts.judged_from,
        judged_until=parts.judged_until,
        bankroll=rules.limits.bankroll,
        limits=dict(rules.limits.largest or {}),
        block_days=block_days,
        paths=rules.paths,
        ruin_level=rules.ruin,
        fraction=rules.fraction,
        cap=rules.search.cap,
        reference=FRACTIONAL,
        policies=figures,
        curve=_curve(slates, was, [plan.name for plan in plans]),
        learned=asdict(found.stakes) if found else None,
        tried=found.tried if found else 0,
    )
    adopted = found is not None and report.figures_of(LEARNED).surely_better and len(history) >= FEWEST_JUDGED
    return report.model_copy(update={"adopted": adopted, "verdict": _verdict(report, adopted=adopted)})


def _plans(
    history: StakingHistory, slates: Slates, rules: TryingRules, learned: LearnedStakes | None
) -> list[StakePlan]:
    plans = named_plans(history, slates, rules.fraction, rules.search.cap)
    return [*plans, learned.plan(history, rules.search.cap, LEARNED)] if learned else plans


def _played(
    history: StakingHistory, slates: Slates, plans: list[StakePlan], rules: TryingRules, block_days: int
) -> tuple[PlayedPaths, list[PolicyFigures]]:
    was = play_plans(history, slates, whole_history(slates), plans)
    made = play_plans(history, slates, resampled(slates, block_days, rules.paths, rules.search.seed), plans)
    names = [plan.name for plan in plans]
    return was, judge_policies(names, was, made, FRACTIONAL, JudgingRules(rules.ruin, 1))


def _block_days(slates: Slates, asked: int) -> int:
    """As asked for, unless that would leave too few blocks."""
    days = int((slates.decided_at[-1] - slates.decided_at[0]) // DAY) + 1
    return max(1, min(asked, days // FEWEST_BLOCKS))


def _curve(slates: Slates, was: PlayedPaths, names: list[str]) -> StakesCurve:
    """Each day's last decision, which saw what had come in by then, and the end."""
    day = slates.decided_at // DAY
    last = np.append(np.flatnonzero(np.diff(day) > 0), len(day) - 1)
    rows = np.append(last, len(day))
    dates = np.append(day[last], day[-1] + 1).astype("datetime64[D]").astype(np.str_).tolist()
    curves = np.round(was.curve[rows], 5)
    return StakesCurve(days=dates, bankrolls={name: curves[:, k].tolist() for k, name in enumerate(names)})


def _verdict(report: StakingReport, *, adopted: bool) -> str:
    usual = f"{report.fraction:g} of Kelly's stake, at most {percent_text(report.cap, 0)} of the bankroll"
    if not report.learned:
        better = [one.name for one in report.policies if one.surely_better]
        reason = (
            f"Surely better than it at no more drawdown: {', '.join(better)}." if better else "None is surely better."
        )
        return f"Scores recommend {usual}. {reason}"
    one = report.figures_of(LEARNED)
    gained, added = one.growth_gained, one.drawdown_added
    figures = f"growth in 30 days {_change(gained, 2)}, largest drawdown {_change(added, 1)}"
    if adopted:
        return (
            f"The learned policy is surely better than {usual}, at no more drawdown: {figures}. "
            f"Scores of {report.model_version} recommend its stakes."
        )
    return f"Scores go on recommending {usual}: {_why_not(report, one)} Against it: {figures}."


def _why_not(report: StakingReport, one: PolicyFigures) -> str:
    if not report.learned or report.learned["scale"] == 0:
        earlier = "on the earlier bets, no stakes surely grew the bankroll"
        none = "none of the earlier bets was worth its price to the model"
        return f"{earlier if report.learned_from else none}, so the learned policy stakes nothing."
    if one.turnover.value == 0:
        return "the learned policy stakes on none of the later bets."
    if one.growth_gained.high < 0:
        return "the learned policy surely grows slower."
    if one.growth_gained.low <= 0:
        return "the learned policy's growth is not surely higher."
    if one.surely_better:
        return f"the learned policy does better, but on {report.judged_on} later bets; {FEWEST_JUDGED} are needed."
    return "the learned policy grows faster, but falls further."


def _change(figure: StakeFigure, digits: int) -> str:
    value, low, high = (percent_text(one, digits, signed=True) for one in (figure.value, figure.low, figure.high))
    return f"{value} ({low} to {high})"
