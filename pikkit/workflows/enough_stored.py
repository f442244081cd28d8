"""Whether a store holds enough to start a training at all; the pipeline looks closer."""

from pikkit.base.errors import InputError


def check_enough_stored(settled: int, needed: int) -> None:
    """Check how many settled bets are stored against how many are needed.

    Raises:
        InputError: They are too few.
    """
    if not settled:
        raise InputError("There are no settled bets to learn from; give some with --bets, or import them first.")
    if settled < needed:
        raise InputError(
            f"Too few bets to train: {settled:,} of the stored bets are settled; at least {needed:,} straight "
            "ones that were won or lost are needed (PIKKIT_MIN_BETS)."
        )
