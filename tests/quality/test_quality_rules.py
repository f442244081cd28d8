"""Every rule passes what it should and fails what it should, with the severity it was given."""

import math
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pikkit.quality import CheckResult, CheckRule, QualityReport, QualityRules, quality_gate
from pikkit.settings.check_severity import CheckSeverity

Rows = list[dict[str, Any]]
NOW = datetime(2024, 1, 31, tzinfo=UTC)
"""A while after the good bets."""
check_bets = partial(quality_gate.check_bets, now=NOW)
RULES = QualityRules(min_decided=50)
NAMES = [field.name for field in fields(QualityRules) if field.type is CheckRule]


def put(share: float, **values: Any) -> Callable[[Rows], None]:
    """Overwrite columns of the first share of the rows."""

    def spoil(rows: Rows) -> None:
        for row in rows[: round(share * len(rows))]:
            row.update(values)

    return spoil


def each(change: Callable[[dict[str, Any]], dict[str, Any]], share: float = 1.0) -> Callable[[Rows], None]:
    """Overwrite columns of the first share of the rows by what they hold."""

    def spoil(rows: Rows) -> None:
        for row in rows[: round(share * len(rows))]:
            row.update(change(row))

    return spoil


def opposite(row: dict[str, Any]) -> dict[str, Any]:
    return {"profit": -row["profit"]}


def boosted(row: dict[str, Any]) -> dict[str, Any]:
    return {"profit": row["profit"] * 1.1}


def instant(row: dict[str, Any]) -> dict[str, Any]:
    return {"settled_at": row["placed_at"]}


def backwards(row: dict[str, Any]) -> dict[str, Any]:
    return {"placed_at": row["settled_at"], "settled_at": row["placed_at"]}


def both_sides(over: float, under: float) -> Callable[[Rows], None]:
    """Every two bets are the two sides of one game's total, minutes apart."""

    def spoil(rows: Rows) -> None:
        for number, row in enumerate(rows):
            game, upper = f"team {number // 2}", number % 2 == 0
            placed = row["placed_at"] - timedelta(minutes=50 * (not upper))
            row.update(bet_type="straight", n_legs=1, market="total", line=2.5, side="over" if upper else "under")
            row.update(odds=over if upper else under, placed_at=placed, home=game, away="visitors")

    return spoil


def weeks(last: int, before: int = 10) -> Callable[[Rows], None]:
    """Spread the bets over nine weeks: ``last`` in the newest, ``before`` in each of the eight others."""

    def spoil(rows: Rows) -> None:
        del rows[last + 8 * before :]
        for number, row in enumerate(rows):
            week = 0 if number < last else 1 + (number - last) % 8
            placed = NOW - timedelta(days=7 * week + 1, minutes=number)
            row.update(placed_at=placed, settled_at=placed + timedelta(hours=3))

    return spoil


BREAKS = {
    "enough_decided": [put(0.6, outcome="push", profit=0.0), put(0.6, bet_type="parlay")],
    "key_unique": [put(0.02, bet_id="twice")],
    "odds_known": [put(0.01, odds=None), put(0.01, odds=math.nan)],
    "stake_known": [put(0.01, stake=None), put(0.01, stake=math.nan)],
    "settled_at_known": [put(0.06, settled_at=None)],
    "profit_known": [put(0.06, profit=None)],
    "closing_odds_known": [put(0.55, closing_odds=None)],
    "market_known": [put(0.35, market=None)],
    "league_known": [put(0.51, league=None)],
    "odds_above_one": [put(0.01, odds=1.0), put(0.01, odds=0.5), put(0.01, odds=-110.0)],
    "closing_odds_above_one": [put(0.01, closing_odds=1.0), put(0.01, closing_odds=0.0)],
    "stake_positive": [put(0.01, stake=0.0), put(0.01, stake=-5.0)],
    "odds_plausible": [put(0.01, odds=1001.5), put(0.01, odds=math.inf)],
    "price_near_close": [put(0.03, odds=4.9), put(0.03, odds=1.01, closing_odds=2.6)],
    "outcome_vocabulary": [put(0.01, outcome="SETTLED_WIN")],
    "bet_type_vocabulary": [put(0.01, bet_type="teaser")],
    "side_vocabulary": [put(0.01, side="Higher")],
    "settled_after_placed": [each(backwards, 0.02)],
    "profit_sign": [each(opposite, 0.03)],
    "profit_amount": [each(boosted, 0.21)],
    "profit_plausible": [each(lambda row: {"profit": row["profit"] * 4}, 0.05)],
    "overround": [both_sides(2.3, 2.2), both_sides(1.4, 1.5)],
    "sportsbook_recognised": [put(0.11, sportsbook="Nobody's Book")],
    "league_recognised": [put(0.21, league="NBA | Street League")],
    "sport_recognised": [put(0.11, sport="Chess Boxing")],
    "not_in_future": [put(0.01, placed_at=NOW + timedelta(days=2)), put(0.01, settled_at=NOW + timedelta(days=2))],
    "settled_in_time": [each(lambda row: {"settled_at": row["placed_at"] + timedelta(days=401)}, 0.02)],
    "band_win_rate": [put(1.0, odds=6.0, closing_odds=6.0)],
    "volume_steady": [weeks(1), weeks(60, before=5)],
    "fresh": [each(lambda row: {"placed_at": row["placed_at"] - timedelta(days=20)})],
    "win_ratio": [put(1.0, outcome="win", profit=10.0), put(1.0, outcome="loss", profit=-10.0)],
}

# What may be done to bets at once without breaking the rules named: up to a threshold, or where a rule does not apply.
HOLDS = {
    "as much missing as may be": (
        [put(0.05, settled_at=None, profit=None), put(0.45, closing_odds=None), put(0.25, market=None)],
        ["settled_at_known", "profit_known", "closing_odds_known", "market_known"],
    ),
    "other bettors, same ids": ([put(0.5, bettor="another", league=None)], ["key_unique", "league_known"]),
    "extreme prices": (
        [put(0.5, odds=1001.0, stake=0.01), put(0.8, closing_odds=1.001), put(0.2, odds=1.001)],
        ["odds_plausible", "odds_above_one", "closing_odds_above_one", "stake_positive"],
    ),
    "odd bets, few": (
        [put(1.0, odds=4.8), put(0.2, side="draw"), each(opposite, 0.02), each(backwards, 0.01), put(0.01, odds=9.0)],
        ["price_near_close", "side_vocabulary", "profit_sign", "settled_after_placed"],
    ),
    "cash-outs and round robins": (
        [
            put(0.3, outcome="cash_out", profit=3.0),
            put(0.2, bet_type="round_robin"),
            put(1.0, odds=1.3, closing_odds=2.6),
        ],
        ["outcome_vocabulary", "bet_type_vocabulary", "profit_sign", "price_near_close"],
    ),
    "bonus bets lost for nothing": (
        [put(1.0, outcome="loss", profit=0.0, bonus=True, side=None)],
        ["profit_amount", "profit_sign", "side_vocabulary"],
    ),
    "a third still open": (
        [put(0.35, outcome="open", settled_at=None, profit=None)],
        ["settled_at_known", "profit_known", "outcome_vocabulary", "enough_decided"],
    ),
    "nothing decided": ([put(1.0, outcome="void", profit=0.0)], ["win_ratio", "profit_sign", "profit_amount"]),
    "prices with a margin": ([both_sides(1.9, 1.95)], ["overround"]),
    "a spread and a moneyline of three outcomes": (
        [both_sides(3.4, 2.9), put(1.0, market="moneyline", side="home", sport="Soccer")],
        ["overround"],
    ),
    "a week within what is usual": ([weeks(9, before=11)], ["volume_steady"]),
    "few bets, more than usual by chance": ([weeks(4, before=1)], ["volume_steady"]),
    "names that few tables know": (
        [put(0.1, sportsbook="Nobody's Book", sport="Chess Boxing"), put(0.2, league="NBA | Street League")],
        ["sportsbook_recognised", "league_recognised", "sport_recognised"],
    ),
    "futures": ([each(lambda row: {"settled_at": row["placed_at"] + timedelta(days=29)})], ["settled_in_time"]),
    "luck, boosts, instant results": (
        [
            put(0.04, outcome="win", profit=10.0),
            each(boosted, 0.19),
            each(instant),
        ],
        ["win_ratio", "profit_amount", "profit_plausible", "settled_after_placed"],
    ),
}


def checked(report: QualityReport, name: str) -> CheckResult:
    (result,) = [result for result in report.results if result.name == name]
    return result


def test_good_bets_pass_every_rule_and_every_rule_is_checked_once(
    snapshot: Callable[..., Path], tmp_path: Path
) -> None:
    report = check_bets(snapshot(), tmp_path, RULES)
    assert report.passed
    assert [result.name for result in report.results if not result.passed] == []
    assert sorted(result.name for result in report.results) == sorted(NAMES)


def test_every_rule_has_a_case_that_breaks_it() -> None:
    assert sorted([*BREAKS, "quotes_sound"]) == sorted(NAMES)  # of quotes, not of bets: tests/quotes/test_feed_check.py


@pytest.mark.parametrize(("name", "spoil"), [(name, spoil) for name, spoils in BREAKS.items() for spoil in spoils])
def test_a_broken_rule_fails_and_stops_the_pipeline_only_if_it_blocks(
    name: str, spoil: Callable[[Rows], None], snapshot: Callable[..., Path], tmp_path: Path
) -> None:
    report = check_bets(snapshot(spoil=spoil), tmp_path, RULES)
    result, rule = checked(report, name), getattr(RULES, name)
    assert not result.passed
    assert result.severity is rule.severity
    assert (result in report.blocking) == (rule.severity is CheckSeverity.BLOCK)
    assert (result in report.warnings) == (rule.severity is CheckSeverity.WARN)
    assert report.passed == (not report.blocking)


@pytest.mark.parametrize("case", HOLDS)
def test_a_rule_holds_up_to_its_threshold_and_where_it_does_not_apply(
    case: str, snapshot: Callable[..., Path], tmp_path: Path
) -> None:
    spoils, names = HOLDS[case]

    def spoil(rows: Rows) -> None:
        for change in spoils:
            change(rows)

    report = check_bets(snapshot(spoil=spoil), tmp_path, RULES)
    assert [name for name in names if not checked(report, name).passed] == []


def test_a_severity_and_a_share_can_be_set(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    bets = snapshot(spoil=put(0.1, league=None))
    strict = check_bets(bets, tmp_path, replace(RULES, league_known=CheckRule(CheckSeverity.BLOCK, 0.95)))
    lenient = check_bets(bets, tmp_path, replace(RULES, league_known=CheckRule(CheckSeverity.BLOCK, 0.9)))
    assert [result.name for result in strict.blocking] == ["league_known"]
    assert lenient.passed


def test_a_result_counts_what_it_checked_and_what_broke_it(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    result = checked(check_bets(snapshot(spoil=put(0.45, closing_odds=None)), tmp_path, RULES), "closing_odds_known")
    assert (result.checked, result.failing) == (80, 36)
    assert result.observed == "36 of 80 bets fail (45 %); at most 50 % may."


@pytest.mark.parametrize(
    ("name", "spoil", "examples"),
    [
        ("odds_above_one", each(lambda row: {"odds": int(row["bet_id"]) / 10}), ("0", "0.1", "0.2")),
        ("key_unique", put(0.5, bet_id="7"), ("b / 7",)),
        ("settled_after_placed", each(backwards, 0.02), ("2024-01-01T00:00:00 / 2024-01-01T03:00:00",)),
        ("odds_known", put(0.5, odds=None), ()),
        ("profit_sign", each(opposite), ()),
    ],
)
def test_a_result_shows_a_few_different_values_that_broke_it(
    name: str, spoil: Callable[[Rows], None], examples: tuple[str, ...], snapshot: Callable[..., Path], tmp_path: Path
) -> None:
    found = checked(check_bets(snapshot(spoil=spoil), tmp_path, RULES), name).examples
    assert found[: max(1, len(examples))] == examples


def test_a_rule_that_every_bet_meets_says_so(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    assert checked(check_bets(snapshot(), tmp_path, RULES), "odds_known").observed == "All 100 bets pass."


def test_few_bets_cannot_fail_the_win_ratio(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    report = check_bets(snapshot(4, put(1.0, outcome="loss", profit=-10.0)), tmp_path, RULES)
    assert checked(report, "win_ratio").passed
