"""The tables of teams, and every spelling that the facts in them make."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from pikkit.bets.letters import plain
from pikkit.bets.teams.folding import fold_team, without_club
from pikkit.bets.teams.team import Spelling, Team

Meanings = Mapping[str, Mapping[Team, Spelling]]
"""A folded spelling to the teams that it may mean, each with how it is named."""

_NO_KEY = re.compile(r"[^a-z0-9]+")
_WORDY = frozenset({"college"})
"""Tables whose teams are known by their school: its nickname alone is another school's too."""


@cache
def roster() -> Mapping[str, tuple[Team, ...]]:
    """All teams by the name of their table."""
    return {name: tuple(_team(name, row) for row in rows) for name, rows in _tables().items()}


@cache
def meanings() -> Meanings:
    """What every known spelling may mean; of one team, the spelling that says most counts."""
    by_spelling: dict[str, dict[Team, Spelling]] = {}
    for table, rows in _tables().items():
        shared = {city for city, count in Counter(row.get("city") for row in rows).items() if city and count > 1}
        for team, row in zip(roster()[table], rows, strict=True):
            for text, spelling in _spellings(team, row, initial=team.city in shared):
                folded_text = fold_team(text)
                for folded in {folded_text, without_club(folded_text)}:
                    teams = by_spelling.setdefault(folded, {})
                    teams[team] = max(spelling, teams.get(team, spelling))
    return by_spelling


def _team(table: str, row: Mapping[str, str]) -> Team:
    city = row.get("city") or ""
    name = row.get("name") or f"{city} {row['nickname']}"
    return Team(f"{table}:{_NO_KEY.sub('-', plain(name)).strip('-')}", table, name, city, row["nickname"])


def _spellings(team: Team, row: Mapping[str, str], *, initial: bool) -> Iterator[tuple[str, Spelling]]:
    """Every text that means the team; ``initial``: its city has two teams (``Los Angeles R``)."""
    codes, also = row["codes"].split(), [text for text in row["also"].split(";") if text]
    yield team.name, Spelling.FULL
    yield from ((code, Spelling.CODE) for code in codes)
    yield from ((text, Spelling.PART) for text in also)
    if team.city:
        yield team.city, Spelling.PART
        short = [team.nickname, *(text for text in also if " " not in text)]
        yield from ((f"{place} {name}", Spelling.FULL) for place in (team.city, *codes) for name in short)
        if initial:
            yield f"{team.city} {team.nickname[0]}", Spelling.FULL
    elif team.nickname and team.table in _WORDY:
        places = (team.name, *codes, *also)
        yield from ((f"{place} {team.nickname}", Spelling.FULL) for place in places)
    if team.nickname:
        yield team.nickname, Spelling.PART


@cache
def _tables() -> Mapping[str, Sequence[Mapping[str, str]]]:
    folder = files("pikkit.bets.teams") / "tables"
    tables: dict[str, Sequence[Mapping[str, str]]] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        lines = file.read_text(encoding="utf-8").splitlines()
        tables[file.name.removesuffix(".csv")] = list(csv.DictReader(lines))
    return tables
