"""What the gate found: a result a check, and the verdict they add up to."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter

from pikkit.base.errors import InputError
from pikkit.base.validation import first_said
from pikkit.quality.figures import NO_FIGURES, AnomalyCount, QualityFigures
from pikkit.settings.check_severity import CheckSeverity


@dataclass(frozen=True, slots=True)
class SampleBet:
    """One bet that broke a check: what it says and where it comes from, as texts; empty where there is nothing."""

    bettor: str
    bet_id: str
    placed_at: str
    settled_at: str
    sportsbook: str
    league: str
    market: str
    odds: str
    closing_odds: str
    stake: str
    profit: str
    outcome: str
    source: str
    source_line: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its name, what it asks for, what was observed (both sentences), and whether that passes.

    Of ``checked`` bets that it applies to, ``failing`` broke it; ``examples`` are up to three values that did,
    ``samples`` a few of the bets if the check did not pass.
    """

    name: str
    sentence: str
    severity: CheckSeverity
    passed: bool
    observed: str
    checked: int
    failing: int
    examples: tuple[str, ...] = ()
    samples: tuple[SampleBet, ...] = ()

    @property
    def demand(self) -> str:
        """What it asks for, not told as if it were so: failed checks are headed by it."""
        return f"{'Must' if self.severity is CheckSeverity.BLOCK else 'Should'} hold: {self.sentence}"

    @property
    def blocks(self) -> bool:
        """Whether it stops the pipeline."""
        return not self.passed and self.severity is CheckSeverity.BLOCK


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The verdict on ``bets`` rows read from the file named ``source``; ``passed`` if no check blocks.

    ``checked_at`` is when, in ISO 8601; ``switched_off`` are the checks that the configuration leaves out.
    """

    passed: bool
    results: tuple[CheckResult, ...]
    bets: int
    source: str
    checked_at: str = ""
    switched_off: tuple[str, ...] = ()
    figures: QualityFigures = NO_FIGURES
    anomalies: tuple[AnomalyCount, ...] = ()

    @property
    def blocking(self) -> tuple[CheckResult, ...]:
        """The failed checks that stop the pipeline."""
        return tuple(result for result in self.results if result.blocks)

    @property
    def warnings(self) -> tuple[CheckResult, ...]:
        """The failed checks that do not."""
        return tuple(result for result in self.results if not result.passed and not result.blocks)

    def require_passed(self) -> None:
        """Do nothing if the gate passed.

        Raises:
            InputError: The gate blocked; the message names every blocking check and what was observed.
        """
        if not self.passed:
            reasons = " ".join(f"{result.demand} {result.observed}" for result in self.blocking)
            raise InputError(f"The bets do not pass the quality gate. {reasons}")

    def write_json(self, path: Path) -> None:
        """Write it to ``path`` as a JSON object with the report's fields."""
        path.write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def read_json(cls, path: Path) -> "QualityReport":
        """Read what ``write_json`` wrote.

        Raises:
            InputError: It is missing, or no such report.
        """
        try:
            return _REPORT.validate_json(path.read_bytes())
        except (OSError, ValueError) as error:
            raise InputError(f"{path} is no quality report: {first_said(error)}.") from error


_REPORT = TypeAdapter(QualityReport)
