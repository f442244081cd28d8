"""What became of a reviewer's decision."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewRefusal:
    """An item the decision could not be carried out for, and the sentence that says why."""

    ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """How many items a decision was carried out for, how many had it already, and those it was refused for."""

    done: int = 0
    unchanged: int = 0
    refused: tuple[ReviewRefusal, ...] = ()

    def __add__(self, other: "Decided") -> "Decided":
        return Decided(self.done + other.done, self.unchanged + other.unchanged, self.refused + other.refused)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, and why."""

    who: str
    why: str = ""
    dry_run: bool = False
    """Check and count, but store nothing."""
