"""What the gate found: a result a check, and the verdict they add up to."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pikkit.errors import InputError


class Severity(StrEnum):
    """What a failed check does: ``BLOCK`` stops the pipeline, ``WARN`` only shows in the report."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its name, what it asks for, what was observed (both sentences), and whether that passes.

    Of ``checked`` bets that it applies to, ``failing`` broke it; ``examples`` are up to three values that did.
    """

    name: str
    sentence: str
    severity: Severity
    passed: bool
    observed: str
    checked: int
    failing: int
    examples: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether it stops the pipeline."""
        return not self.passed and self.severity is Severity.BLOCK


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The verdict on ``bets`` rows read from the file named ``source``; ``passed`` if no check blocks."""

    passed: bool
    results: tuple[CheckResult, ...]
    bets: int
    source: str

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
            reasons = " ".join(f"{result.sentence} {result.observed}" for result in self.blocking)
            raise InputError(f"The bets do not pass the quality gate. {reasons}")

    def write_json(self, path: Path) -> None:
        """Write it to ``path`` as JSON: ``passed``, ``bets``, ``source`` and ``results``."""
        path.write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def read_json(cls, path: Path) -> "QualityReport":
        """Read what ``write_json`` wrote.

        Raises:
            InputError: It is missing, or no such report.
        """
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            results = tuple(_check_result(result) for result in said.pop("results"))
            return cls(**said, results=results)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise InputError(f"{path} is no quality report: {error}.") from error


def _check_result(said: dict[str, Any]) -> CheckResult:
    return CheckResult(**{**said, "severity": Severity(said["severity"]), "examples": tuple(said["examples"])})
