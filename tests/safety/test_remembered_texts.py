"""What strangers send is remembered only while it is short: thousands of long texts leave nothing behind."""

import functools
import sys

import pytest

from pikkit.bets.bet_info.parse import LONGEST, parse_bet_info
from pikkit.scoring.legs import selected

HARMLESS = "Over 2.5 Total Hull vs. Watford"

CACHE = functools._lru_cache_wrapper


def remembered() -> int:
    """How many answers all caches of Pikkit hold."""
    ours = [module for name, module in list(sys.modules.items()) if name.startswith("pikkit.")]
    caches = {id(one): one for module in ours for one in vars(module).values() if isinstance(one, CACHE)}
    return sum(one.cache_info().currsize for one in caches.values())


@pytest.mark.parametrize(
    "text",
    ["Over {n}.5 " + "x" * 600 + "{n} Points A @ B", "w{n} " * 400 + "vs. B", "Ä{n}" * 400, "1{n}.5 " * 300],
    ids=["a long word", "many words", "letters of two bytes", "numbers"],
)
def test_long_selections_are_not_remembered(text: str) -> None:
    selected(HARMLESS, None, None)
    before = remembered()
    for number in range(50):
        selected(text.format(n=number)[:2000], None, None, "Caesars")
    assert remembered() - before <= 1  # the book's habit


def test_a_leg_longer_than_any_is_kept_as_it_is_and_not_read() -> None:
    read = parse_bet_info(f"{HARMLESS} {'!' * LONGEST} | {HARMLESS}")
    assert [leg.market for leg in read] == [None, "total"]
    assert read[0].raw.endswith("!")


def test_short_selections_are_remembered() -> None:
    before = remembered()
    selected("Over 7.5 Total Never vs. Seen", None, None)
    assert remembered() > before
