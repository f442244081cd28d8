"""Words around a market that change nothing about it: whose it is said to be, which league, how it is counted."""

SAYING_NOTHING: tuple[str, ...] = (
    "To Record", "To Have", "To Get", "To Make", "To Throw", "To Collect", "To Rush For", "To Record At Least",
    "To Finish With", "To Go For", "To Hit For", "To Hit", "To Pass For", "To Catch",
    "By The Player", "By Player", "By A Player", "By Either Player", "By The Team", "By Team", "For The Player",
    "By Both Teams", "Both Teams", "Both Teams Combined", "Each Team", "Of The Match", "Of The Game", "Of Game",
    "In The Match",
    "In The Game", "In Match", "In Game Total", "During The Game", "For The Game", "Of Match",
    "Made", "Recorded", "Scored", "Thrown", "Combo", "Combos", "Combined", "Player", "Players", "Player Props",
    "Player Prop",
    "Player Total", "Player Totals", "Props", "Prop", "Anytime", "Any Time", "Boost", "Boosted",
    "Odds Boost", "Profit Boost", "Super Boost", "SGP", "SGPx", "SGP+", "Same Game Parlay", "Milestone", "Milestones",
    "Yes/No", "O/U", "OU", "Over/Under", "Under/Over", "Main Line", "2-Way", "2 Way", "Two Way", "Two-Way",
    "Asian", *(f"Game {n}" for n in range(1, 8)), "Goblin", "Demon", "Taco Tuesday", "Both Players",
    "Pro Football", "Pro Basketball", "Pro Baseball", "Pro Hockey", "College Football", "College Basketball",
    "Player Performance",
    "Match Up", "Prematch", "Pre-Match", "Pregame", "Pre-Game", "Listed Pitchers", "Pitcher Must Start",
    "Doubleheader", "DH", "More/Less", "Higher/Lower", "Regular Season", "Team Props", "Game Props", "Game Prop",
    "Season", "This Season", "Season Long", "Goalie", "Goaltender", "Pitcher", "Starting Pitcher", "Quarterback", "QB",
    "Without A Handicap", "Dead Heat Rules", "Dead Heat Rules Apply", "Ties Included", "Inc. Ties", "Incl. Ties",
    "Including Ties", "Match Props", "Fight Props", "Specials", "Special", "Bet Builder", "Price Boost", "Parlay Boost",
    "To Record A", "To Record An", "To Have A", "To Have An", "To Get A", "To Get An", "To Hit A", "To Make A",
    "Fight Goes", "Fight To Last", "Fight Lasts", "Lose Match", "Lose The Match", "Win Match", "Teaser", "Teased",
    "Points Bought",
)  # fmt: skip
"""Filling words: they are dropped wherever they stand."""

LEAGUE_CODES: tuple[str, ...] = (
    "NBA", "WNBA", "NCAAB", "NCAAM", "NCAAW", "CBB", "WNCAAB", "NFL", "NCAAF", "CFB", "CFL", "UFL", "XFL", "MLB",
    "NPB", "KBO",
    "NHL", "AHL", "KHL", "SHL", "EPL", "MLS", "NWSL", "UCL", "UEL", "UECL", "ATP", "WTA", "ITF", "UFC", "PFL", "PGA",
    "LPGA",
    "CSGO", "CS2", "Counter-Strike", "Counter-Strike 2", "LoL", "League of Legends", "Dota 2", "Rocket League",
    "Call of Duty", "CS:GO", "NBA2K", "DOTA2", "VALORANT", "NCAA", "LIV Golf", "PGA Tour", "NBASL", "TENNIS",
    "NFL SZN", "NBA SZN", "MLBLIVE", "NBALIVE", "NFLLIVE", "NHLLIVE", "NBA1H", "NBA1Q", "NBA2H", "NBA4Q", "NFL1H",
    "NFL1Q",
)  # fmt: skip
"""Short names of leagues in a leg: never part of a name in it."""
