"""Nicknames that only a team has: a subject that ends in one is no player."""

_NBA = """
hawks celtics nets hornets bulls cavaliers mavericks nuggets pistons warriors rockets pacers clippers lakers grizzlies
heat bucks timberwolves pelicans knicks thunder magic 76ers sixers suns blazers kings spurs raptors jazz wizards
"""
_NFL = """
cardinals falcons ravens bills panthers bears bengals browns cowboys broncos lions packers texans colts jaguars chiefs
raiders chargers rams dolphins vikings patriots saints giants jets eagles steelers 49ers seahawks buccaneers titans
commanders
"""
_MLB = """
diamondbacks braves orioles cubs reds guardians indians rockies tigers astros royals angels dodgers marlins brewers
twins mets yankees athletics phillies pirates padres mariners rays rangers nationals sox jays
"""
_NHL = """
ducks coyotes bruins sabres flames hurricanes blackhawks avalanche stars oilers kraken canadiens predators devils
islanders senators flyers penguins sharks blues lightning leafs canucks knights capitals wings wild
"""

NICKNAMES: frozenset[str] = frozenset(f"{_NBA} {_NFL} {_MLB} {_NHL}".split())
"""Last words of the teams of the NBA, NFL, MLB and NHL, lower case."""
