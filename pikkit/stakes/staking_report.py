"""What trying stakes came to, kept in the home."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from pikkit.stakes.learned_stakes import LearnedStakes
from pikkit.stakes.policy_judgement import PolicyFigures

FOLDER = "stakes"
SIMULATED, LEARNT = "simulated", "learned"
"""What a report's files are called."""


class StakesCurve(BaseModel):
    """How the bankrolls went, day by day."""

    days: list[str]
    bankrolls: dict[str, list[float]]


class StakingReport(BaseModel):
    """Policies on the same later bets.

    Every figure comes with an interval over histories made of the blocks of time of the one that was.
    """

    kind: str = Field(description="simulated, or learned")
    made_at: datetime
    model_version: str
    learned_from: int = Field(description="Earlier bets worth their price, that a policy could learn from")
    judged_on: int = Field(description="Later bets worth their price, that policies were judged on")
    said: int = Field(description="Later bets in all")
    judged_from: datetime
    judged_until: datetime
    bankroll: float = Field(description="The first bankroll, in the bettor's currency")
    limits: dict[str, float] = Field(description="Largest stake a book takes, in that currency")
    block_days: int
    paths: int
    ruin_level: float
    fraction: float
    cap: float
    reference: str
    policies: list[PolicyFigures]
    curve: StakesCurve
    learned: dict[str, float] | None = None
    tried: int = 0
    adopted: bool = Field(default=False, description="Whether scores of this model recommend the learned stakes")
    verdict: str = ""

    @property
    def stakes(self) -> LearnedStakes | None:
        """The learned policy; None if none was learned."""
        return LearnedStakes(**self.learned) if self.learned else None

    def figures_of(self, name: str) -> PolicyFigures:
        """A policy's figures, by its name."""
        return next(figures for figures in self.policies if figures.name == name)


def write_staking_report(home: Path, report: StakingReport, page: str) -> Path:
    """Keep a report and its page; returns where the page is."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, text in ((".html", page), (".json", report.model_dump_json(indent=2) + "\n")):
        unfinished = folder / f"{report.kind}{suffix}.tmp"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(folder / f"{report.kind}{suffix}")
    return folder / f"{report.kind}.html"


def read_staking_report(home: Path, kinds: Sequence[str] = (LEARNT, SIMULATED)) -> StakingReport | None:
    """The first of the kinds that is kept and that this version can read; None if there is none."""
    for kind in kinds:
        try:
            return StakingReport.model_validate_json((home / FOLDER / f"{kind}.json").read_bytes())
        except (FileNotFoundError, ValidationError):
            continue
    return None


def adopted_stakes(home: Path, model_version: str) -> LearnedStakes | None:
    """The learned policy that scores of this version recommend; None: fractional Kelly."""
    report = read_staking_report(home, (LEARNT,))
    return report.stakes if report and report.adopted and report.model_version == model_version else None
