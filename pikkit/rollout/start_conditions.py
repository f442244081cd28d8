"""What a rollout needs before it begins."""

from pikkit.base.errors import InputError, NotReadyError
from pikkit.rollout.strategy import Strategy, StrategyKind


def start_point(model_name: str, champion: str | None, candidate: str) -> str:
    """The version to roll out against: the champion.

    Raises:
        InputError: The candidate is the champion.
        NotReadyError: There is no champion to keep.
    """
    if champion is None:
        raise NotReadyError(f"No version of {model_name} is the champion, so there is nothing to keep serving.")
    if candidate == champion:
        raise InputError(f"Version {candidate} is the champion already; there is nothing to roll out.")
    return champion


def check_mirrors(strategy: Strategy, *, mirrors: bool) -> None:
    """Refuse a strategy that is judged on copies of requests where none are made.

    Raises:
        InputError: It is one.
    """
    if strategy.kind is not StrategyKind.CANARY and not mirrors:
        raise InputError(
            f"A {strategy.kind} is judged on copies of the requests, and what serves here copies none: it would "
            "wait for ever. Use a canary, with steps from 1 on."
        )
