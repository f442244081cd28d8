"""Figures as a bettor reads them: in his odds format, time zone, currency and language of numbers."""

from datetime import UTC, datetime
from functools import lru_cache

from pikkit.bets.odds import american_from_decimal, fractional_from_decimal
from pikkit.money.preferences import Preferences

MINUS = "−"
_LARGE = 1000
"""From here on amounts are written without their hundredths."""


@lru_cache(maxsize=64)
def figure_writing(preferences: Preferences) -> "FigureWriting":
    """How figures are written by these preferences."""
    return FigureWriting(preferences)


class FigureWriting:
    """Writes figures; minus signs are U+2212, and what rounds to zero has none."""

    def __init__(self, preferences: Preferences) -> None:
        self._language = preferences.number_language or "en"
        self._currency = preferences.currency
        self._odds_format = preferences.odds_format or "decimal"
        self._zone = preferences.zone
        self.zone_name = preferences.zone_name

    def number(self, value: float, digits: int = 0, *, signed: bool = False) -> str:
        """1,234.56 with so many digits behind the point."""
        size = abs(value)
        text = f"{size:,.{digits}f}" if self._language == "en" else self._in_language(size, digits)
        return _sign(value, text, signed=signed) + text

    def money(self, value: float, *, signed: bool = False) -> str:
        """€12.34, or 12.34 where no currency is chosen; large amounts without hundredths."""
        digits = 0 if abs(value) >= _LARGE else 2
        if self._currency is None:
            return self.number(value, digits, signed=signed)
        text = self._in_currency(abs(value), digits, self._currency)
        return _sign(value, text, signed=signed) + text

    def percent(self, value: float, digits: int = 1, *, signed: bool = False) -> str:
        """12.3 %; value is a share."""
        return f"{self.number(100 * value, digits, signed=signed)} %"

    def price(self, odds: float) -> str:
        """Decimal odds as 1.91, −110 or 10/11."""
        if self._odds_format == "american":
            american = round(float(american_from_decimal(odds)))
            return f"{MINUS if american < 0 else '+'}{abs(american)}"
        if self._odds_format == "fractional":
            net = fractional_from_decimal(odds)
            return f"{net.numerator}/{net.denominator}"
        return self.number(odds, 2)

    def mark(self, text: str) -> str:
        """A number that English wrote, such as 1,234.5, with the separators of the language."""
        if self._language == "en":
            return text
        from babel.numbers import get_decimal_symbol, get_group_symbol

        group, point = get_group_symbol(self._language), get_decimal_symbol(self._language)
        return text.translate({ord(","): group, ord("."): point})

    def local(self, moment: datetime) -> datetime:
        """A moment by the bettor's clock; one without a zone is UTC's."""
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(self._zone)

    def _in_language(self, size: float, digits: int) -> str:
        from babel import Locale
        from babel.numbers import format_decimal

        whole, _, _ = Locale.parse(self._language).decimal_formats[None].pattern.partition(".")
        pattern = f"{whole}.{'0' * digits}" if digits else whole
        return str(format_decimal(size, format=pattern, locale=self._language))

    def _in_currency(self, size: float, digits: int, currency: str) -> str:
        from babel import Locale
        from babel.numbers import format_currency, get_currency_precision

        digits = min(digits, get_currency_precision(currency))
        pattern = Locale.parse(self._language).currency_formats["standard"].pattern.split(";")[0]
        pattern = pattern.replace(".00", f".{'0' * digits}" if digits else "")
        return str(format_currency(size, currency, format=pattern, locale=self._language, currency_digits=False))


def _sign(value: float, text: str, *, signed: bool) -> str:
    if not any(digit in text for digit in "123456789"):
        return ""
    return MINUS if value < 0 else "+" if signed else ""
