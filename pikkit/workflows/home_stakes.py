"""Stakes tried on a home's bets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.steps import Steps
from pikkit.settings import Settings
from pikkit.stakes.policy_search import SearchRules
from pikkit.stakes.staking_page import render_staking_page
from pikkit.stakes.staking_report import write_staking_report

if TYPE_CHECKING:
    import pyarrow as pa

    from pikkit.registry import ResolvedModel
    from pikkit.stakes.out_of_time_bets import BookLimits, StakingParts
    from pikkit.stakes.staking_report import StakingReport
    from pikkit.stakes.trying_stakes import TryingRules


@dataclass(frozen=True)
class StakesQuestion:
    """How stakes are tried.

    Attributes:
        bankroll: The first bankroll, in the bettor's currency.
        limits: The largest stake a book takes, in that currency, by book in any spelling; "*": any other book.
        block_days: Days of a block of history.
        paths: How many histories are made of blocks.
        ruin: The share of the first bankroll at which one is ruined.
        generations: How long a policy is searched for.
    """

    bankroll: float = 1000.0
    limits: Mapping[str, float] | None = None
    block_days: int = 14
    paths: int = 200
    ruin: float = 0.5
    generations: int = 40

    def check(self) -> None:
        """Check that it makes sense.

        Raises:
            InputError: It does not.
        """
        if self.bankroll <= 0 or any(limit <= 0 for limit in (self.limits or {}).values()):
            raise InputError("A bankroll and a book's largest stake are amounts above 0.")
        if not 0 < self.ruin < 1:
            raise InputError(f"Ruin is a share of the first bankroll between 0 and 1, not {self.ruin:g}.")
        for name, least in _LEAST.items():
            if getattr(self, name) < least:
                raise InputError(f"{name} is at least {least}, not {getattr(self, name)}.")

    def book_limits(self) -> "BookLimits":
        """What books take, of the bankroll."""
        from pikkit.stakes.out_of_time_bets import BookLimits  # noqa: PLC0415 (loads xgboost)

        return BookLimits(self.bankroll, self.limits)


_LEAST = {"block_days": 1, "paths": 20, "generations": 1}


def try_stakes(
    settings: Settings,
    asked: StakesQuestion,
    model: "ResolvedModel",
    bets: "pa.Table | None",
    steps: Steps,
    *,
    learn: bool,
) -> "StakingReport":
    """Play every policy on the later stored bets, learn one on the earlier ones if asked for, and keep the report.

    Raises:
        InputError: The bets are too few, or something asked for makes no sense.
        NotReadyError: There is no store, or the library that learns is not installed.
    """
    from pikkit.stakes.trying_stakes import judge_stakes, learn_stakes  # noqa: PLC0415 (loads xgboost)

    parts, rules = staking_bets(settings, asked, model, bets, steps), _rules(settings, asked)
    learned = None
    if learn:
        with steps.step("Learn on the earlier bets") as step:
            learned = learn_stakes(parts, rules, lambda done, total: step.update(f"{done} of {total} generations"))
            step.result = f"{learned.tried:,} policies tried on {len(parts.earlier):,} bets"
    with steps.step("Judge on the later bets") as step:
        report = judge_stakes(parts, rules, f"{model.name}/{model.version}", learned)
        step.result = f"{len(report.policies)} policies on {report.judged_on:,} bets"
    write_staking_report(settings.resolved_home, report, render_staking_page(report))
    return report


def staking_bets(
    settings: Settings, asked: StakesQuestion, model: "ResolvedModel", bets: "pa.Table | None", steps: Steps
) -> "StakingParts":
    """The stored bets, with out-of-time scores, as an earlier and a later part.

    Raises:
        InputError: They are too few.
        NotReadyError: There are none.
    """
    from pikkit.stakes.out_of_time_bets import staking_parts  # noqa: PLC0415 (loads xgboost)
    from pikkit.training.bundle import Bundle  # noqa: PLC0415 (loads xgboost)

    asked.check()
    if bets is None or not bets.num_rows:
        raise NotReadyError("There are no bets to try stakes on; import some first (`pikkit sync`).")
    with steps.step("Score the bets out of time") as step:
        bundle = Bundle.load(model.folder)
        parts = staking_parts(
            bets,
            bundle,
            settings.test_share,
            asked.book_limits(),
            settings.seed,
            lambda done, total: step.update(f"{done} of {total} folds"),
        )
        step.result = f"{len(parts.earlier):,} earlier and {len(parts.later):,} later bets worth their price"
    if not len(parts.later):
        raise InputError(
            f"None of the {parts.said:,} later bets was worth its price to the model, so there is nothing to stake on."
        )
    return parts


def _rules(settings: Settings, asked: StakesQuestion) -> "TryingRules":
    from pikkit.stakes.trying_stakes import TryingRules  # noqa: PLC0415 (loads xgboost)

    search = SearchRules(
        generations=asked.generations, block_days=asked.block_days, cap=settings.kelly_cap, seed=settings.seed
    )
    return TryingRules(settings.kelly_fraction, asked.book_limits(), asked.ruin, asked.paths, search)
