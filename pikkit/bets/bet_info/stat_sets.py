"""Stats as sets: any order, joiner and usual short word of "points + rebounds + assists" is one stat."""

from collections.abc import Sequence
from functools import cache, lru_cache

from pikkit.bets.bet_info.markets import Market
from pikkit.bets.bet_info.phrases import Mark, Phrase, Role
from pikkit.bets.bet_info.words import JOINER
from pikkit.bets.tables import stats
from pikkit.bets.tables.market_kind import MarketKind

_BETWEEN = frozenset({"", JOINER})
_HALVES: dict[tuple[str, ...], str] = {("rec",): "receiving", ("pass",): "passing"}
"""Words that are a stat alone, and half of one in front of another's unit."""
_UNITS = ("yards", "touchdowns", "attempts")


def with_stat_sets(marks: Sequence[Mark], words: Sequence[str]) -> list[Mark]:
    """The marks with every run of stats ("Pts + Reb Ast", "Rush & Rec Yards") as one."""
    if sum(mark.phrase.counts for mark in marks) < 2:
        return [mark for mark in marks if mark.phrase.role is not Role.PART]
    merged: list[Mark] = []
    run: list[Mark] = []
    for mark in marks:
        if run and not _goes_on(run[-1], mark, words):
            merged += _as_one(run)
            run = []
        if mark.phrase.counts:
            run.append(mark)
        else:
            merged.append(mark)
    return merged + _as_one(run)


def atoms_of(name: str) -> frozenset[str]:
    """The stats that a stat is the sum of; of a simple one, itself."""
    return _atoms().get(name) or frozenset({name})


@lru_cache(maxsize=4096)
def named(atoms: frozenset[str]) -> str:
    """The canonical name of a set of stats."""
    return _names().get(atoms) or " + ".join(sorted(atoms, key=lambda name: (_ranks().get(name, len(_ranks())), name)))


def _goes_on(last: Mark, mark: Mark, words: Sequence[str]) -> bool:
    """Whether the next stat belongs to the same set: nothing but a joiner, or a blank, is between them."""
    if not mark.phrase.counts:
        return False
    between = words[last.end : mark.start]
    if any(word not in _BETWEEN for word in between):
        return False
    return JOINER in between or not (_is_weak(last.phrase) or _is_weak(mark.phrase))


def _is_weak(phrase: Phrase) -> bool:
    return phrase.weight == 1 and phrase.words not in _HALVES


def _as_one(run: list[Mark]) -> list[Mark]:
    stats_only = [mark for mark in run if mark.phrase.role is not Role.PART]
    if len(run) < 2 or not stats_only:
        return [mark for mark in run if mark.phrase.role is not Role.PART]
    atoms = _atoms_of_run(run)
    first = stats_only[0].phrase.market
    assert first is not None  # noqa: S101 (a stat's phrase has its market)
    owner = next((m.phrase.market.owner for m in run if m.phrase.market and m.phrase.market.owner), None)
    market = Market(named(atoms), MarketKind.OVER_UNDER, stat=True, owner=owner)
    words = tuple(word for mark in run for word in mark.phrase.words)
    return [Mark(run[0].start, run[-1].end, Phrase(words, Role.MARKET, len(" ".join(words)), market, counts=True))]


def _atoms_of_run(run: Sequence[Mark]) -> frozenset[str]:
    """The set of a run; "Rush + Rec Yards" are rushing yards and receiving yards."""
    atoms: set[str] = set()
    unit = ""
    for mark in reversed(run):
        if mark.phrase.role is Role.PART:
            part = mark.phrase.period or ""
            atoms.add(f"{part} {unit}" if unit else _ALONE[part])
            continue
        market = mark.phrase.market
        assert market is not None  # noqa: S101
        half = _HALVES.get(mark.phrase.words) if unit else None
        atoms |= {f"{half} {unit}"} if half else atoms_of(market.name)
        unit = unit if half else next((unit for unit in _UNITS if market.name.endswith(f" {unit}")), "")
    return frozenset(atoms)


_ALONE = {"rushing": "rushing yards", "receiving": "receptions", "passing": "passing yards"}


@cache
def _atoms() -> dict[str, frozenset[str]]:
    return {name: frozenset(_spelled_out(name)) for name in stats.COMPOUNDS}


def _spelled_out(name: str) -> list[str]:
    parts = name.split(" + ")
    unit = next((unit for unit in _UNITS if parts[-1].endswith(f" {unit}")), "")
    return [_SHORT.get(part) or (part if not unit or part.endswith(unit) else f"{part} {unit}") for part in parts]


_SHORT = {"rbis": "runs batted in"}


@cache
def _names() -> dict[frozenset[str], str]:
    return {
        frozenset({"solo tackles", "assists"}): "tackles + assists",
        frozenset({"solo tackles", "assisted tackles"}): "tackles + assists",
        frozenset({"tackles", "assisted tackles"}): "tackles + assists",
        **{atoms: name for name, atoms in _atoms().items()},
    }


@cache
def _ranks() -> dict[str, int]:
    return {name: rank for rank, name in enumerate({**stats.TEAM_STATS, **stats.INDIVIDUAL})}


def with_guesses(marks: Sequence[Mark], words: Sequence[str]) -> list[Mark]:
    """The marks, and one for each unknown short word that is joined to a stat: ``Points + Rbnds`` are rebounds."""
    guessed = list(marks)
    stat_starts = {mark.start: mark for mark in marks if mark.phrase.counts}
    stat_ends = {mark.end: mark for mark in marks if mark.phrase.counts}
    taken = {i for mark in marks for i in range(mark.start, mark.end)}
    for i in (i for i, word in enumerate(words) if word == JOINER and i not in taken):
        for place, beside in ((i + 1, stat_ends.get(i)), (i - 1, stat_starts.get(i + 1))):
            if beside and 0 <= place < len(words) and place not in taken and (guess := _guess(words[place])):
                guessed.append(Mark(place, place + 1, guess))
                taken.add(place)
                stat_ends[place + 1] = stat_starts[place] = guessed[-1]
    return sorted(guessed) if len(guessed) > len(marks) else guessed


@lru_cache(maxsize=4096)
def _guess(word: str) -> Phrase | None:
    """The only stat of one word, of those that are added up, that a word may be short for."""
    names = [name for name in _ADDED if len(word) > 1 and _shortens(word, name)]
    if len(names) != 1:
        return None
    return Phrase((word,), Role.MARKET, len(word), Market(names[0], MarketKind.OVER_UNDER, stat=True), counts=True)


_ADDED = ("points", "rebounds", "assists", "steals", "blocks", "turnovers", "goals", "hits", "runs", "tackles", "kills")


def _shortens(word: str, name: str) -> bool:
    rest = iter(name)
    return word[0] == name[0] and all(letter in rest for letter in word)
