"""What a series of kills came to."""

import logging
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

SEED = 7

log = logging.getLogger(__name__)


@dataclass
class Tally:
    """Counts, and a sentence for each thing that did not hold."""

    tried: int = 0
    killed: int = 0
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = "".join(f"\n  {one}" for one in self.broken)
        return f"{self.tried} moments, {self.killed} killed before the end, {len(self.broken)} broken{said}"

    def expect(self, what: str, found: object, *allowed: object) -> None:
        """Note it where what was found is none of what is allowed."""
        if found not in allowed:
            self.broken.append(f"After kill {self.tried}: {what} is {found!r}, not {' or '.join(map(repr, allowed))}.")

    def moments(self, points: int, longest: float) -> Iterator[float]:
        """So many moments of a run, random and the same each time for one ``PIKKIT_KILLS_SEED``, in seconds."""
        chance = random.Random(int(os.environ.get("PIKKIT_KILLS_SEED", SEED)))
        for _ in range(points):
            self.tried += 1
            yield chance.uniform(0, longest)
            log.info("%s", self)
