"""Which tables of teams a league's, or a sport's, teams are in."""

from functools import lru_cache

from pikkit.bets.names import canonical_league, canonical_sport

_CLUBS = (
    *("england", "scotland", "spain", "italy", "germany", "france", "netherlands", "portugal", "belgium", "turkey"),
    *("greece", "europe"),
)
_NATIONS = ("nations",)
_COUNTRIES = {
    "england": (
        "England Premier League", "England Championship", "England League One", "England League Two",
        "England National League", "England FA Cup", "England EFL Cup",
    ),
    "scotland": (
        "Scotland Premiership", "Scotland Championship", "Scotland League One", "Scotland League Two",
        "Scotland FA Cup", "Scotland League Cup",
    ),
    "spain": ("Spain La Liga", "Spain Segunda", "Spain Copa del Rey"),
    "italy": ("Italy Serie A", "Italy Serie B", "Italy Coppa Italia"),
    "germany": ("Germany Bundesliga", "Germany 2. Bundesliga", "Germany 3. Liga", "Germany DFB Pokal"),
    "france": ("France Ligue 1", "France Ligue 2", "France Coupe de France"),
    "netherlands": ("Netherlands Eredivisie", "Netherlands KNVB Beker"),
    "portugal": ("Portugal Primeira Liga", "Portugal Taca de Portugal"),
    "belgium": ("Belgium Pro League",),
    "turkey": ("Turkey Super Lig",),
    "greece": ("Greece Super League",),
    "mexico": ("Mexico Liga MX",),
    "brazil": ("Brazil Serie A", "Brazil Serie B"),
    "mls": ("MLS",),
    "nwsl": ("NWSL",),
    "nba": ("NBA", "NBA Summer League"),
    "wnba": ("WNBA",),
    "euroleague": ("EuroLeague",),
    "nfl": ("NFL", "NFL Preseason"),
    "cfl": ("CFL",),
    "mlb": ("MLB", "MLB Preseason"),
    "npb": ("NPB",),
    "kbo": ("KBO",),
    "nhl": ("NHL", "NHL Preseason"),
    "college": ("NCAAB", "NCAAF", "NCAAW", "NCAA Baseball", "NCAA Hockey"),
    "nrl": ("NRL",),
    "afl": ("AFL",),
    "nations": (
        "UEFA Nations League", "UEFA Euro", "FIFA World Cup", "Copa America", "International Friendly",
        "World Baseball Classic", "IIHF World Championship", "T20 World Cup", "ODI", "Six Nations", "Rugby World Cup",
        "Davis Cup",
    ),
}  # fmt: skip
_LEAGUES: dict[str, tuple[str, ...]] = {
    **{league: (table,) for table, leagues in _COUNTRIES.items() for league in leagues},
    "UEFA Champions League": _CLUBS,
    "UEFA Europa League": _CLUBS,
    "UEFA Conference League": _CLUBS,
    "FIFA Club World Cup": (*_CLUBS, "mls", "mexico", "brazil"),
    "Leagues Cup": ("mls", "mexico"),
}
_SPORTS: dict[str, tuple[str, ...]] = {
    "Basketball": ("nba", "wnba", "college", "euroleague"),
    "Football": ("nfl", "college", "cfl"),
    "Baseball": ("mlb", "college", "npb", "kbo"),
    "Hockey": ("nhl", "college"),
    "Rugby": ("nrl",),
    "Australian Rules": ("afl",),
    "Soccer": (*_CLUBS, "mls", "nwsl", "mexico", "brazil", *_NATIONS),
}
CLUBS = frozenset({*_CLUBS, "mexico", "brazil"})
"""The tables of soccer's clubs outside of the USA, whose names say what kind of club they are."""
ALL = tuple(dict.fromkeys(table for tables in _SPORTS.values() for table in tables))
"""Every table."""


@lru_cache(maxsize=4096)
def scope(league: str | None, sport: str | None = None) -> frozenset[str]:
    """The tables that a league's teams are in; of an unnamed league the sport's, of no sport all of them.

    A league without a table has no teams here, and its names mean nobody else's: ``Arsenal`` of Argentina is no
    ``Arsenal`` of England. Of several leagues (" | " between them) all tables together.
    """
    named = [canonical_league(part) for part in (league or "").split("|") if part.strip()]
    if named:
        return frozenset(table for name in named for table in _LEAGUES.get(name or "", ()))
    played = [canonical_sport(part) for part in (sport or "").split("|") if part.strip()]
    if played:
        return frozenset(table for name in played for table in _SPORTS.get(name or "", ()))
    return frozenset(ALL)


def names_one_league(league: str | None) -> bool:
    """Whether a league is named, and only one: then one of its teams cannot be taken for another league's."""
    return bool(league and league.strip()) and "|" not in (league or "")
