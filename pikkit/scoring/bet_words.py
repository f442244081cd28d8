"""What the words of bets say: canonical names, and the selection that a text or fields describe."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from pikkit.base.coded_texts import FEW, CodedTexts, coded, joined, mapped, repeated
from pikkit.base.row_memory import RowMemory
from pikkit.bets.bet_info.market_names import canonical_market
from pikkit.bets.names import canonical_leagues, canonical_sports, canonical_sportsbook
from pikkit.bets.outcome import BetType
from pikkit.bets.player_name import player_name
from pikkit.scoring.legs import Selected, selected
from pikkit.scoring.price_column import all_are

Texts = Sequence[Any]
"""A column of texts, None where there is none."""

_ASKED = (
    "bettor", "sportsbook", "sport", "league", "selection", "market", "side", "subject", "home", "away", "period",
    "n_legs", "bet_type",
)  # fmt: skip
"""The fields that are read, in the order of a row; many bets have the same."""


class BetWords(NamedTuple):
    """What is read of n bets: columns of length n, None where a bet does not say.

    ``line`` and ``live`` are what the selection's text says, beside which a bet may say them itself.
    """

    bettor: Texts
    sportsbook: Texts
    sport: Texts
    league: Texts
    market: Texts
    side: Texts
    subject: Texts
    home: Texts
    away: Texts
    period: Texts
    line: Texts
    n_legs: Texts
    live: Texts


def bet_words(fields: Mapping[str, Sequence[Any]], n: int) -> BetWords:
    """Read the words of n bets; of few that say what others said before, nothing is read again.

    Args:
        fields: Checked columns by the names of ``ScoreRequest``'s fields; those that are left out, no bet has.
        n: How many bets there are.
    """
    nothing = repeated(None, n)
    asked = [coded(fields[name]) if name in fields else nothing for name in _ASKED]
    if n == 0 or n > FEW:
        return _read(asked, n)
    rows = _REMEMBERED.read(list(zip(*asked, strict=True)), _read_rows)
    return BetWords(*map(list, zip(*rows, strict=True)))


def _is_short(row: tuple[Any, ...]) -> bool:
    return sum(len(value) for value in row if type(value) is str) <= _LETTERS


_LETTERS = 300
_REMEMBERED: RowMemory[tuple[Any, ...], tuple[Any, ...]] = RowMemory(16_384, _is_short)
"""At most some 2 kB a row."""


def _read_rows(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return list(zip(*_read(list(zip(*rows, strict=True)), len(rows)), strict=True))


def _read(asked: Sequence[Sequence[Any]], n: int) -> BetWords:
    column = dict(zip(_ASKED, asked, strict=True))
    read = _selections(column, n)
    league = mapped(_leagues_named, column["league"])
    return BetWords(
        column["bettor"],
        mapped(_book_named, column["sportsbook"]),
        mapped(_sport_named, joined(column["sport"], league)),
        league,
        _first(mapped(_market_named, column["market"]), read["market"]),
        _first(column["side"], read["side"]),
        mapped(_player, _first(column["subject"], read["subject"])),
        *(_first(column[name], read[name]) for name in ("home", "away", "period")),
        *(read[name] for name in ("line", "n_legs", "live")),
    )


def _selections(column: Mapping[str, Sequence[Any]], n: int) -> dict[str, Texts]:
    """The fields of ``Selected``, each as a column."""
    selections, legs, kinds, books = (column[name] for name in ("selection", "n_legs", "bet_type", "sportsbook"))
    kinds = repeated(None, n) if all_are(kinds, BetType.STRAIGHT) else kinds
    if all_are(selections, None):  # then nothing is read of the book, and little of the rest
        books = selections
    read = mapped(lambda each: selected(*each), joined(selections, legs, kinds, books))
    if type(read) is CodedTexts:
        columns: list[Texts] = [read.mapped(itemgetter(place)) for place in range(len(Selected._fields))]
    else:
        columns = [[each[place] for each in read] for place in range(len(Selected._fields))]
    return dict(zip(Selected._fields, columns, strict=True))


def _first(given: Sequence[Any], read: Sequence[Any]) -> Texts:
    return _each(lambda pair: pair[0] or pair[1], joined(given, read))


def _each(function: Callable[[Any], Any], pairs: Sequence[tuple[Any, Any]]) -> Texts:
    return pairs.mapped(function) if type(pairs) is CodedTexts else list(map(function, pairs))


def _sport_named(pair: tuple[str | None, str | None]) -> str | None:
    return canonical_sports(pair[0] or "", pair[1])


def _book_named(text: str) -> str:
    return canonical_sportsbook(text)[0]


def _leagues_named(text: str | None) -> str | None:
    return canonical_leagues(text) if text else None


def _player(text: str | None) -> str | None:
    return player_name(text) if text else None


def _market_named(text: str | None) -> str | None:
    return canonical_market(text) if text else None
