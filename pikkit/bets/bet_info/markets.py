"""Markets as the vocabulary knows them, and their names once it is clear whose stat is bet on."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pikkit.bets.bet_info.words import words_of
from pikkit.bets.tables import families, scorers, stats
from pikkit.bets.tables.market_kind import MarketKind
from pikkit.bets.tables.result_markets import RESULT_MARKETS
from pikkit.bets.tables.selection_markets import SELECTION_MARKETS
from pikkit.bets.tables.yes_no_markets import YES_NO_MARKETS


class Owner(StrEnum):
    """Whose stat is counted."""

    GAME = "total"
    TEAM = "team"
    PLAYER = "player"


@dataclass(frozen=True, slots=True)
class Market:
    """One entry of the market vocabulary: a market with a name of its own, or a stat whose owner the text decides."""

    name: str
    kind: MarketKind
    stat: bool = False
    owner: Owner | None = None
    """Whose stat the phrase itself says it is ("Player Points", "Team Points", "Match Points")."""
    number: float | None = None
    """The line that the phrase itself says ("Race To 10")."""

    def named(self, owner: Owner) -> str:
        """The canonical market name when the stat is ``owner``'s; the phrase's own word wins."""
        if not self.stat:
            return self.name
        owner = self.owner or owner
        if owner is Owner.GAME and self.name in stats.COUNTED_BOTH:
            return f"total {stats.COUNTED_BOTH[self.name]}"
        if self.name in stats.SCORING and owner is not Owner.PLAYER:
            return "total" if owner is Owner.GAME else "team total"
        return f"{owner} {self.name}"

    @property
    def spread(self) -> str:
        """The name of the market when the line is a head start in this stat ("Arsenal -1.5 Corners")."""
        return "spread" if self.name in stats.SCORING or not self.stat else f"{self.name} spread"


_PREFIXES: tuple[tuple[str, Owner | None], ...] = (
    ("", None),
    ("Total", None),
    ("Number Of", None),
    ("Asian Total", None),
    ("Player", Owner.PLAYER),
    ("Player Total", Owner.PLAYER),
    ("Match", Owner.GAME),
    ("Match Total", Owner.GAME),
    ("Total Match", Owner.GAME),
    ("Game", Owner.GAME),
    ("Team", Owner.TEAM),
    ("Team Total", Owner.TEAM),
    ("Total Team", Owner.TEAM),
)


_HEAD_STARTS = ("Handicap", "Spread", "Asian Handicap", "Line Handicap")
"""Words behind a stat that make it a market of its own: "Corners Handicap"."""


def phrases() -> Iterator[tuple[tuple[str, ...], Market]]:
    """Every phrase of the vocabulary, in words, with its market; where two tables share one, the first given wins."""
    yield from _named_phrases()
    yield from _stat_phrases()


def _named_phrases() -> Iterator[tuple[tuple[str, ...], Market]]:
    """Those of markets that have a name of their own."""
    kinds = (
        (MarketKind.RESULT, RESULT_MARKETS),
        (MarketKind.YES_NO, YES_NO_MARKETS),
        (MarketKind.SELECTION, SELECTION_MARKETS),
        (MarketKind.OVER_UNDER, stats.TOTAL),
    )
    for kind, table in kinds:
        for name, spellings in table.items():
            market = Market(name, kind)
            yield from ((_words(phrase), market) for phrase in _spelled(name, spellings))
    for phrase, name, number in (*families.races(), *families.goals_in_turn()):
        yield words_of(phrase), Market(name, MarketKind.RESULT, number=float(number))
    for phrase, name in (*families.tops(), *scorers.scorers()):
        yield words_of(phrase), Market(name, MarketKind.YES_NO)


def _stat_phrases() -> Iterator[tuple[tuple[str, ...], Market]]:
    """Those made of a stat's spellings and what stands before or behind them."""
    for name, spellings in {**stats.TEAM_STATS, **stats.INDIVIDUAL}.items():
        market = Market(f"most {name}", MarketKind.RESULT)
        for form in ("Most {}", "{} Leader", "Most Regular Season {}", "Regular Season {} Leader"):
            yield from ((words_of(form.format(phrase)), market) for phrase in _spelled(name, spellings))
    for name, spellings in {**stats.SOCCER, **stats.HOCKEY, **stats.INDIVIDUAL}.items():
        market = Market(f"{name} spread", MarketKind.RESULT)
        for phrase in _spelled(name, spellings):
            yield from ((words_of(f"{phrase} {word}"), market) for word in _HEAD_STARTS)
    for prefix, owner in _PREFIXES:
        for name, spellings in {**stats.TEAM_STATS, **stats.INDIVIDUAL}.items():
            market = Market(name, MarketKind.OVER_UNDER, stat=True, owner=owner)
            yield from ((_words(prefix) + _words(phrase), market) for phrase in _spelled(name, spellings))


@cache
def _spelled(name: str, spellings: str) -> tuple[str, ...]:
    return (name, *(spelling for text in spellings.split(";") if (spelling := text.strip())))


_words = cache(words_of)


def with_alternate(name: str, *, alternate: bool) -> str:
    """The market's name when its line is not the book's main one; props keep theirs, they have no main line."""
    return f"alternate {name}" if alternate and name in {"spread", "total", "team total"} else name
