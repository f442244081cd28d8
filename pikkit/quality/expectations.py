"""The checks on rows and columns, as a Great Expectations suite in code.

Great Expectations takes seconds to import: import this module only where the gate runs.
"""

from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.core.expectation_validation_result import ExpectationValidationResult

from pikkit.bets.outcome import BetType, Outcome, Side
from pikkit.quality.quality_report import CheckResult, SampleBet
from pikkit.settings.check_severity import CheckSeverity
from pikkit.settings.quality import CheckRule, QualityRules

_SHOWN = 3


def bets_suite(rules: QualityRules) -> gx.ExpectationSuite:
    """The expectations a bets snapshot must meet, each with its name, its sentence and its severity."""
    expectations = [
        *_identity(rules),
        *_completeness(rules),
        *_ranges(rules),
        *_vocabulary(rules),
        *_recognition(rules),
        *_consistency(rules),
    ]
    wanted = [expectation for expectation in expectations if expectation.meta["severity"] != CheckSeverity.OFF]
    return gx.ExpectationSuite(name="bets", expectations=wanted)


def _identity(rules: QualityRules) -> list[gxe.Expectation]:
    return [
        gxe.ExpectCompoundColumnsToBeUnique(
            column_list=["bettor", "bet_id"],
            **_told("key_unique", rules.key_unique, "A bettor's bet id names one bet."),
        )
    ]


def _completeness(rules: QualityRules) -> list[gxe.Expectation]:
    always = [
        ("odds", rules.odds_known, "Every bet has a price."),
        ("stake", rules.stake_known, "Every bet has a stake."),
        ("league", rules.league_known, "Bets name their league."),
    ]
    sometimes = [
        ("settled_at", rules.settled_at_known, "Settled bets say when they were settled."),
        ("profit", rules.profit_known, "Settled bets say what they earned."),
        ("closing_odds", rules.closing_odds_known, "Straight bets have a closing price: it teaches the model."),
        ("market", rules.market_known, "The market of straight bets is understood."),
    ]
    return [
        *(
            gxe.ExpectColumnValuesToNotBeNull(column=column, **_told(f"{column}_known", rule, sentence))
            for column, rule, sentence in always
        ),
        *(
            gxe.ExpectColumnValuesToBeInSet(
                column=f"{column}_known", value_set=[1.0], **_told(f"{column}_known", rule, sentence)
            )
            for column, rule, sentence in sometimes
        ),
    ]


def _ranges(rules: QualityRules) -> list[gxe.Expectation]:
    ratio = rules.max_price_ratio
    near = f"A straight bet's price is between 1/{ratio:g} and {ratio:g} times the closing price."
    wanted = [
        ("odds_above_one", "odds", 1, None, rules.odds_above_one, "A decimal price is above 1."),
        (
            "closing_odds_above_one",
            "closing_odds",
            1,
            None,
            rules.closing_odds_above_one,
            "A closing price is above 1.",
        ),
        (
            "stake_positive",
            "staked",
            0,
            None,
            rules.stake_positive,
            "A stake is above 0, unless a bet paid without one.",
        ),
        (
            "odds_plausible",
            "odds",
            None,
            rules.max_odds,
            rules.odds_plausible,
            f"A price is at most {rules.max_odds:g}.",
        ),
        ("price_near_close", "price_ratio", 1 / ratio, ratio, rules.price_near_close, near),
        (
            "profit_plausible",
            "profit_ratio",
            1 / rules.max_profit_ratio,
            rules.max_profit_ratio,
            rules.profit_plausible,
            f"A win earns 1/{rules.max_profit_ratio:g} to {rules.max_profit_ratio:g} times what its price says.",
        ),
        (
            "settled_in_time",
            "settle_days",
            None,
            rules.max_settle_days,
            rules.settled_in_time,
            f"A bet is settled within {rules.max_settle_days:g} days.",
        ),
    ]
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column=column, min_value=least, strict_min=True, max_value=most, **_told(name, rule, sentence)
        )
        for name, column, least, most, rule, sentence in wanted
    ]


def _vocabulary(rules: QualityRules) -> list[gxe.Expectation]:
    wanted = [("outcome", Outcome, rules.outcome_vocabulary), ("bet_type", BetType, rules.bet_type_vocabulary)]
    return [
        gxe.ExpectColumnValuesToBeInSet(
            column=column,
            value_set=[member.value for member in words],
            **_told(f"{column}_vocabulary", rule, f"The {column} is one of {', '.join(words)}."),
        )
        for column, words, rule in [*wanted, ("side", Side, rules.side_vocabulary)]
    ]


def _recognition(rules: QualityRules) -> list[gxe.Expectation]:
    wanted = [
        ("sportsbook", rules.sportsbook_recognised, "The tables of names know the sportsbook."),
        ("league", rules.league_recognised, "The tables of names know the league."),
        ("sport", rules.sport_recognised, "The tables of names know the sport."),
    ]
    return [
        gxe.ExpectColumnValuesToBeInSet(
            column=f"{column}_unknown", value_set=[""], **_told(f"{column}_recognised", rule, sentence)
        )
        for column, rule, sentence in wanted
    ]


def _consistency(rules: QualityRules) -> list[gxe.Expectation]:
    return [
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="settled_at",
            column_B="placed_at",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
            **_told("settled_after_placed", rules.settled_after_placed, "A bet is not settled before it was placed."),
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="not_in_future",
            value_set=[1.0],
            **_told("not_in_future", rules.not_in_future, "A bet is not placed or settled in the future."),
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="profit_sign",
            value_set=[1.0],
            **_told("profit_sign", rules.profit_sign, "A win does not lose money and a loss does not earn any."),
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="profit_amount",
            value_set=[1.0],
            **_told("profit_amount", rules.profit_amount, "The profit is what stake, price and outcome make it."),
        ),
    ]


def _told(name: str, rule: CheckRule, sentence: str) -> dict[str, Any]:
    severity = "critical" if rule.severity is CheckSeverity.BLOCK else "warning"
    meta = {"name": name, "severity": rule.severity.value}
    return {
        "mostly": rule.share,
        "description": sentence,
        "severity": severity,
        "meta": meta,
        "catch_exceptions": False,
    }


def told_result(result: ExpectationValidationResult, samples: tuple[SampleBet, ...]) -> CheckResult:
    """A result of Great Expectations as the report tells it."""
    configuration, figures = result.expectation_config, result.result
    checked = figures["element_count"] - figures.get("missing_count", 0)
    return CheckResult(
        name=configuration.meta["name"],
        sentence=configuration.description,
        severity=CheckSeverity(configuration.meta["severity"]),
        passed=bool(result.success),
        observed=_observed(figures["unexpected_count"], checked, configuration.kwargs.get("mostly", 1.0)),
        checked=checked,
        failing=figures["unexpected_count"],
        examples=_examples(figures["partial_unexpected_list"]) if _telling(configuration.kwargs, figures) else (),
        samples=samples,
    )


def _telling(asked: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether the values that failed say anything: nulls and plain noes do not."""
    return "missing_count" in found and asked.get("value_set") != [1.0]


def _examples(values: list[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_shown, values)))[:_SHOWN]


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return " / ".join(map(_shown, value.values()))
    if isinstance(value, (tuple, list)):
        return " / ".join(map(_shown, value))
    return f"{value:.6g}" if isinstance(value, float) else str(value).removesuffix(".000000")


def _observed(failing: int, checked: int, share: float) -> str:
    if not checked:
        return "No bet to check."
    if not failing:
        return f"All {checked:,} bets pass."
    allowed = f"at most {_percent(1 - share)} may" if share < 1 else "none may"
    return f"{failing:,} of {checked:,} bets fail ({_percent(failing / checked)}); {allowed}."


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
