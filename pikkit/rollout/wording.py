"""Sentences of a rollout."""

import re
from collections.abc import Mapping, Sequence

_NUMBER = re.compile(r"[-+−]?\d[\d.,:]*")


def same_kind(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether reasons say the same but for their numbers."""
    return [_NUMBER.sub("#", sentence) for sentence in one] == [_NUMBER.sub("#", sentence) for sentence in other]


def traffic_text(weights: Mapping[str, int]) -> str:
    """Such as "3: 90 %, 4: 10 %"."""
    return ", ".join(f"{version}: {weight} %" for version, weight in sorted(weights.items())) or "nothing"


def hand_made(expected: Mapping[str, int], found: Mapping[str, int]) -> str:
    """That somebody else changed what is served."""
    return (
        f"Somebody changed the traffic by hand: it should be divided {traffic_text(expected)}, and is told to be "
        f"{traffic_text(found)}. The rollout is paused; `pikkit rollout resume` puts it back and goes on, "
        "`pikkit rollout abort` gives it up."
    )


def strayed(expected: Mapping[str, int], found: Mapping[str, int], *, under_way: bool) -> str:
    """That what serves is not what was decided, and the way out."""
    way = "`pikkit rollout resume` puts it back" if under_way else "`pikkit rollout adopt` has it serve the champion"
    return f"It should serve {traffic_text(expected)}, and is told to serve {traffic_text(found)}: {way}."


def same_shares(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether traffic is divided alike; a version without a share is as one that is not there."""
    return {version: share for version, share in one.items() if share} == {
        version: share for version, share in other.items() if share
    }
