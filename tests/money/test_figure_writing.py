"""Figures as a bettor chose to read them. Expected texts are those of Unicode's CLDR, read at cldr.unicode.org."""

from datetime import UTC, datetime

import pytest
from babel import Locale

from pikkit.money.figure_writing import figure_writing
from pikkit.money.number_languages import NUMBER_LANGUAGES
from pikkit.money.preferences import Preferences


def plain(text: str) -> str:
    """With usual spaces in place of those that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("chosen", "small", "large"),
    [
        ({}, "−12.34", "−1,234"),
        ({"currency": "EUR"}, "−€12.34", "−€1,234"),
        ({"currency": "EUR", "number_language": "de"}, "−12,34 €", "−1.234 €"),
        ({"currency": "JPY", "number_language": "ja"}, "−¥12", "−¥1,234"),
        ({"number_language": "fr"}, "−12,34", "−1 234"),
        ({"currency": "INR", "number_language": "en_IN"}, "−₹12.34", "−₹1,234"),
        ({"currency": "CHF", "number_language": "de_CH"}, "−CHF 12.34", "−CHF 1'234"),
    ],
)
def test_amounts(chosen: dict[str, str], small: str, large: str) -> None:
    writing = figure_writing(Preferences.model_validate(chosen))
    assert plain(writing.money(-12.34)).replace("￥", "¥") == small
    assert plain(writing.money(-1234.4)).replace("￥", "¥") == large


def test_amounts_of_lakhs_are_grouped_as_in_india() -> None:
    assert figure_writing(Preferences(number_language="en_IN")).number(1234567) == "12,34,567"


@pytest.mark.parametrize(
    ("odds_format", "texts"),
    [
        ("decimal", ["1.91", "2.00", "3.50"]),
        ("american", ["−110", "+100", "+250"]),
        ("fractional", ["91/100", "1/1", "5/2"]),
    ],
)
def test_prices(odds_format: str, texts: list[str]) -> None:
    writing = figure_writing(Preferences.model_validate({"odds_format": odds_format}))
    assert [writing.price(odds) for odds in (1.91, 2.0, 3.5)] == texts


def test_marks_of_charts_are_written_in_the_language_too() -> None:
    assert figure_writing(Preferences(number_language="de")).mark("+1,234.5%") == "+1.234,5%"
    assert figure_writing(Preferences()).mark("1,234.5") == "1,234.5"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    writing = figure_writing(Preferences(currency="EUR"))
    assert writing.money(-0.001, signed=True) == "€0.00"
    assert writing.percent(-0.0001) == "0.0 %"
    assert writing.money(0.004, signed=True) == "€0.00"


def test_moments_are_of_the_clock_where_the_bettor_is() -> None:
    writing = figure_writing(Preferences(time_zone="America/New_York"))
    assert f"{writing.local(datetime(2026, 1, 1, 3, tzinfo=UTC)):%Y-%m-%d %H:%M}" == "2025-12-31 22:00"
    assert f"{writing.local(datetime(2026, 7, 1, 3)):%H:%M}" == "23:00"  # noqa: DTZ001 (UTC, as stores give it)


@pytest.mark.parametrize("language", NUMBER_LANGUAGES)
def test_every_language_offered_is_known(language: str) -> None:
    assert Locale.parse(language)
    assert figure_writing(Preferences(number_language=language, currency="EUR")).money(12.34)
