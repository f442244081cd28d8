"""Why a score differs from its price, in words."""

import re

import numpy as np
import pytest

from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.scoring.reasons import NONE, SHOWN, explain

EVEN = 0.5
TYPICAL = "A typical bet of this history"


def reasons(values: dict[str, float] | None = None, typical: float = 0.0, p: float = EVEN, **parts: float) -> list[str]:
    """Reasons of one bet with these contributions (log odds) and feature values; the rest of its edge is typical's."""
    contributions, features = np.zeros((1, len(MODEL_FEATURES))), np.zeros((1, len(MODEL_FEATURES)))
    for array, given in ((contributions, parts), (features, values or {})):
        for name, value in given.items():
            array[0, MODEL_FEATURES.index(name)] = value
    edge = contributions.sum() * p * (1 - p) + typical
    return explain(contributions, features, MODEL_FEATURES, np.array([p]), np.array([p - edge]))[0]


def points(said: list[str]) -> float:
    """The points told, added up."""
    found = [re.search(r"(adds|gains|costs|loses) (\S+) points", text) for text in said]
    return sum(float(part[2]) * (1 if part[1] in ("adds", "gains") else -1) for part in found if part)


def test_no_contribution_is_no_reason() -> None:
    assert reasons() == [NONE]
    assert reasons(softness_book=0.0001) == [NONE]


@pytest.mark.parametrize(("part", "verb"), [(0.08, "adds"), (-0.08, "costs")])
def test_a_reason_says_whose_history_moves_the_chance_which_way_and_how_far(part: float, verb: str) -> None:
    (said,) = reasons({"softness_book": -0.031}, softness_book=part)
    assert (
        said
        == f"Against a typical bet, the book (prices −3.1 % from the close on average) {verb} 2.0 points of chance."
    )


def test_what_has_no_closing_price_is_said_to_have_none() -> None:
    """No bettor given, or one whose bets have none: no closing line value is made up for him."""
    parts = np.zeros((2, len(MODEL_FEATURES)))
    parts[:, MODEL_FEATURES.index("softness_bettor")] = -0.02
    half = np.full(2, 0.5)
    known = {"bettor": np.array([False, True])}
    without, with_some = explain(parts, np.zeros_like(parts), MODEL_FEATURES, half, half + 0.005, known)
    assert without == [
        "Against a typical bet, that no closing price of the bettor is known costs 0.5 points of chance."
    ]
    assert with_some == [
        "Against a typical bet, the bettor (prices 0.0 % from the close on average) costs 0.5 points of chance."
    ]


@pytest.mark.parametrize(("edge", "verb"), [(0.03, "gains"), (-0.03, "loses")])
def test_what_a_typical_bet_of_the_history_is_worth_is_told_too(edge: float, verb: str) -> None:
    assert reasons(typical=edge) == [f"{TYPICAL} {verb} 3.0 points of chance on its price."]


def test_reasons_add_up_to_the_edge() -> None:
    said = reasons(typical=0.02, softness_book=0.2, softness_league=-0.12)
    assert len(said) == 3
    assert points(said) == pytest.approx(100 * (0.02 + 0.08 * 0.25), abs=0.1)


def test_parts_of_one_entity_add_up_to_one_reason() -> None:
    assert len(reasons(softness_book=0.04, softness_book_90d=0.04)) == 1
    assert reasons(softness_book=0.04, softness_book_90d=-0.04) == [NONE]


def test_the_bet_itself_is_one_entity() -> None:
    (said,) = reasons(price_logit=0.03, hour=0.05)
    assert said == "Against a typical bet, this kind of bet, at this price and time, adds 2.0 points of chance."


def test_the_largest_come_first_and_only_a_few() -> None:
    said = reasons(softness_book=0.1, softness_league=-0.3, softness_bettor=0.2, softness_sport=0.05)
    assert [text.split(" (")[0].split(", ")[1] for text in said] == ["the league", "the bettor", "the book"]
    assert len(said) == SHOWN


def test_the_same_log_odds_move_a_long_shot_less() -> None:
    assert points(reasons(softness_book=0.08)) == 2.0
    assert points(reasons(softness_book=0.08, p=0.05)) == 0.4


def test_each_bet_has_its_own() -> None:
    parts = np.zeros((3, len(MODEL_FEATURES)))
    parts[1, MODEL_FEATURES.index("softness_book")] = 0.5
    edge = parts.sum(axis=1) * 0.25
    found = explain(parts, np.zeros_like(parts), MODEL_FEATURES, np.full(3, 0.5), 0.5 - edge)
    assert [said == [NONE] for said in found] == [True, False, True]


def test_a_model_of_a_few_features_has_reasons_too() -> None:
    names = ("hour", "softness_book_30d")
    said = explain(np.array([[0.0, 0.08]]), np.zeros((1, 2)), names, np.array([0.5]), np.array([0.48]))
    assert len(said[0]) == 1
