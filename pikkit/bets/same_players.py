"""Which names of a league are one player's: ``L. James`` is LeBron James, if no other James of it begins with L."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pyarrow as pa

from pikkit.bets.bet_info.known_teams import teams_named
from pikkit.bets.player_name import player_name

_LEAST = 2
_KEYS = ["sport", "league", "subject"]
Subject = tuple[str | None, str | None, str]
"""Its sport and league, and its name."""


def with_one_name(bets: pa.Table) -> pa.Table:
    """Bets (schema ``BETS``) in which every player of a league has one name; what is not sure stays apart."""
    return renamed(bets, names_meant(subject_counts(bets)))


def subject_counts(bets: pa.Table) -> pa.Table:
    """How often each subject of a league was seen: columns ``sport``, ``league``, ``subject`` and ``seen``."""
    counts = bets.select(_KEYS).group_by(_KEYS).aggregate([([], "count_all")])
    return counts.rename_columns([*_KEYS, "seen"])


def names_meant(counts: pa.Table) -> dict[Subject, str]:
    """The subjects that are to have another name, and which.

    Args:
        counts: Of ``subject_counts``; a subject may be there more than once, as of parts of the bets.
    """
    seen: dict[tuple[str | None, str | None], Counter[str]] = defaultdict(Counter)
    for sport, league, subject, count in zip(*(counts[name].to_pylist() for name in (*_KEYS, "seen")), strict=True):
        if subject:
            seen[sport, league][subject] += count
    return {(*where, name): other for where, names in seen.items() for name, other in same_players(names).items()}


def renamed(bets: pa.Table, meant: Mapping[Subject, str]) -> pa.Table:
    """The bets with the names of ``names_meant``."""
    if not meant:
        return bets
    columns = [bets[name].to_pylist() for name in _KEYS]
    subjects = [meant.get(key, key[2]) for key in zip(*columns, strict=True)]
    place = bets.schema.get_field_index("subject")
    return bets.set_column(place, bets.schema.field(place), pa.array(subjects, pa.string()))


def same_players(names: Mapping[str, int]) -> dict[str, str]:
    """The names of one league that are to be another: a name to the one it stands for.

    Args:
        names: How often each was seen.
    """
    people = [name for name in names if not teams_named(name)]
    whole = _most_frequent((name for name in people if _initial(name) is None), names)
    by_initial: dict[tuple[str, str], set[str]] = defaultdict(set)
    for folded, name in whole.items():
        first, _, rest = folded.partition(" ")
        if rest and len(first) >= _LEAST:
            by_initial[first[0], rest].add(name)
    full_names = {name: whole[_fold(name)] for name in people if _initial(name) is None}
    for name in people:
        meant = by_initial.get(short, set()) if (short := _initial(name)) else set()
        full_names |= dict.fromkeys([name], *meant) if len(meant) == 1 else {}
    return {name: other for name, other in full_names.items() if other != name}


def _most_frequent(people: Iterable[str], names: Mapping[str, int]) -> dict[str, str]:
    """The spelling of each folded name that was seen most often; of equals the first by the alphabet."""
    best: dict[str, str] = {}
    for name in sorted(people, key=lambda name: (-names[name], name)):
        best.setdefault(_fold(name), name)
    return best


def _fold(name: str) -> str:
    return player_name(name).casefold()


def _initial(name: str) -> tuple[str, str] | None:
    """The first letter and the surname of ``L. James``, ``L James`` and ``James L.``; None of any other name."""
    words = _fold(name).split()
    if len(words) < _LEAST:
        return None
    first, last = words[0].rstrip("."), words[-1].rstrip(".")
    if len(first) == 1 and len(last) > 1:
        return first, " ".join(words[1:])
    return (last, " ".join(words[:-1])) if len(last) == 1 and len(first) > 1 else None
