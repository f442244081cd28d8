"""Whether bets are enough to train on, found out before anything is written."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.errors import InputError
from pikkit.bets.export import find_exports, iter_export
from pikkit.bets.outcome import BetType, Outcome
from pikkit.home import Home
from pikkit.settings import Settings


def check_enough(settings: Settings, path: Path, bettor: str | None) -> None:
    """Check that exports hold enough straight bets that were won or lost, if they are the first.

    It reads no further than it must, so real exports cost a moment. Where bets are stored already, nothing is checked:
    a few more are welcome, and the pipeline counts them all.

    Args:
        settings: Where the store is, and how many bets must have been won or lost.
        path: An export or a folder of them.
        bettor: Whose bets they are, if not as the files are named.

    Raises:
        InputError: None of the files can be read, or there is nothing settled, or too little.
    """
    if Home(settings).has_bets():
        return
    rows = settled = decided = 0
    for bets in _readable(path, bettor):
        rows += bets.num_rows
        settled += int(pc.sum(pc.not_equal(bets["outcome"], Outcome.OPEN)).as_py() or 0)
        decided += _decided_straights(bets)
        if decided >= settings.min_bets:
            return
    if not settled:
        raise InputError(
            f"None of the {rows:,} bets in {path} is settled; a model learns from bets that were won or lost."
        )
    raise InputError(
        f"Too few bets to train: {decided:,} straight bets in {path} were won or lost; at least "
        f"{settings.min_bets:,} are needed (PIKKIT_MIN_BETS)."
    )


def check_some(settings: Settings, path: Path, bettor: str | None) -> None:
    """Check that there is a bet in the exports, if they are the first; one is enough for all but a model.

    Raises:
        InputError: None of the files can be read, or they hold no bet.
    """
    if not Home(settings).has_bets() and not any(bets.num_rows for bets in _readable(path, bettor)):
        raise InputError(f"There is no bet in {path} that can be read.")


def _decided_straights(bets: pa.Table) -> int:
    """How many straight bets of a table were won or lost."""
    decided = pc.is_in(bets["outcome"], pa.array([word for word in Outcome if word.decided]))
    straight = pc.equal(bets["bet_type"], BetType.STRAIGHT)
    return int(pc.sum(pc.and_(decided, straight)).as_py() or 0)


def _readable(path: Path, bettor: str | None) -> Iterator[pa.Table]:
    """The bets of every export that can be read; the others are the import's to report, unless there is no other."""
    first: InputError | None = None
    read = False
    for file in find_exports(path):
        try:
            for part in iter_export(file, bettor):
                read = True
                yield part.bets
        except InputError as error:
            first = first or error
    if first and not read:
        raise first
