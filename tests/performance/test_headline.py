"""A headline agrees with the tiles below it."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from pikkit.bets.bet import Bet, bets_table
from pikkit.bets.outcome import Outcome
from pikkit.performance import BetFigures, BetFilter, Estimate
from pikkit.performance.headline import Tone, headline_of, widened
from tests.performance.histories import bet, reading


def figures(folder: Path, bets: Iterable[Bet]) -> BetFigures:
    """The total of these bets."""
    with reading(folder, bets_table(list(bets))) as (reader, _):
        return reader.breakdown(BetFilter()).total


def won(number: int, **given: object) -> Bet:
    """A bet at 2.0 that wins every other time, a little more than it loses."""
    return bet(number, **({"outcome": Outcome.WIN, "profit": 10.0} if number % 2 == 0 else {}) | given)


def test_who_takes_better_prices_on_most_bets_and_by_stake_beats_the_close(tmp_path: Path) -> None:
    told = headline_of(figures(tmp_path, (won(n, closing_odds=1.8 + 0.01 * (n % 3)) for n in range(60))))
    assert (told.tone, told.words) == (Tone.GOOD, "You beat the closing line")
    assert "margin" not in told.sentence


def test_who_beats_closing_prices_by_less_than_their_margin_does_not_beat_the_line(tmp_path: Path) -> None:
    total = figures(tmp_path, (won(n, closing_odds=1.96 + 0.01 * (n % 3)) for n in range(60)))
    assert (total.clv_positive.value, total.clv_staked.low or 0) > (0.9, 0)
    told = headline_of(total)
    assert (told.tone, told.words) == (Tone.MIXED, "Your prices do not make up for the bookmaker's margin")
    assert "beating it by less still loses" in told.sentence


def test_who_takes_worse_prices_is_told_so(tmp_path: Path) -> None:
    told = headline_of(figures(tmp_path, (won(n, closing_odds=2.1 + 0.01 * (n % 3)) for n in range(60))))
    assert (told.tone, told.words) == (Tone.BAD, "You take worse prices than the closing line")


def test_who_takes_the_closing_prices_does_not_take_worse_ones(tmp_path: Path) -> None:
    total = figures(tmp_path, (won(n, closing_odds=2.0) for n in range(60)))
    assert total.clv_positive.value == 0
    assert headline_of(total).words == "Your prices do not make up for the bookmaker's margin"


def test_an_interval_that_holds_zero_is_too_close_to_tell(tmp_path: Path) -> None:
    told = headline_of(figures(tmp_path, (won(n, closing_odds=1.7 + 0.4 * (n % 2)) for n in range(60))))
    assert (told.tone, told.words) == (Tone.MIXED, "Too close to tell whether you beat the closing line")


def test_who_loses_money_is_not_shown_in_green(tmp_path: Path) -> None:
    told = headline_of(figures(tmp_path, (bet(n, closing_odds=1.8 + 0.01 * (n % 3)) for n in range(60))))
    assert (told.tone, told.words) == (Tone.MIXED, "You beat the closing line")
    assert told.sentence.startswith("The loss is more than bad luck would explain.")


def test_a_few_long_shots_on_small_stakes_do_not_beat_the_close(tmp_path: Path) -> None:
    long = (won(n, odds=40.0, closing_odds=20.0, stake=0.5, profit=-0.5, outcome=Outcome.LOSS) for n in range(100, 120))
    short = (won(n, closing_odds=2.02 + 0.01 * (n % 3)) for n in range(60))
    total = figures(tmp_path, [*long, *short])
    assert total.clv.value is not None
    assert total.clv.value > 0.2, "the plain mean is carried by the long shots"
    assert total.clv_median is not None
    assert total.clv_median < 0
    assert "beat" not in headline_of(total).words


def test_a_few_large_stakes_alone_do_not_make_a_bettor_who_beats_the_close(tmp_path: Path) -> None:
    large = (won(n, closing_odds=1.7 + 0.01 * (n % 3), stake=900.0) for n in range(100, 140))
    small = (won(n, closing_odds=2.1) for n in range(60))
    told = headline_of(figures(tmp_path, [*large, *small]))
    assert (told.tone, told.words) == (
        Tone.MIXED,
        "Your stakes beat the closing line, most of your bets do not clearly",
    )


@pytest.mark.parametrize("bets", [0, 1, 9])
def test_a_few_bets_say_nothing_yet(bets: int, tmp_path: Path) -> None:
    told = headline_of(figures(tmp_path, (won(n) for n in range(bets))))
    assert (told.tone, told.words) == (Tone.MIXED, "Too early to say")


def test_what_one_of_many_may_have_by_luck_is_no_proof(tmp_path: Path) -> None:
    """At odds of 2.0, 33 of 50 won: enough for one bettor, not for the best of a hundred."""
    total = figures(
        tmp_path, (bet(n, **({"outcome": Outcome.WIN, "profit": 10.0} if n % 3 else {})) for n in range(50))
    )
    assert "The profit is more than luck would explain." in headline_of(total).sentence
    assert "Luck alone may bring one of 100 bettors a profit like this one." in headline_of(total, 100).sentence


def test_the_interval_for_many_is_bonferronis() -> None:
    """z of 1 - 0.05/200 is 3.481 (standard normal tables), against 1.960 for one."""
    wide = widened(Estimate(0.1, 0.0, 0.2), 100)
    assert wide.high == pytest.approx(0.1 + 0.1 * 3.48076 / 1.95996, abs=1e-4)
    assert widened(Estimate(0.1, 0.0, 0.2), 1).high == pytest.approx(0.2, abs=1e-6)
