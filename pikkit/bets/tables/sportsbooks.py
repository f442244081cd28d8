"""Where bets are placed: canonical name, kind, and other spellings.

Case, spaces, punctuation and a trailing "Sportsbook" never matter, so they need no spelling of their own.
"""

from enum import StrEnum


class BookKind(StrEnum):
    """Who stands on the other side of a bet."""

    SPORTSBOOK = "sportsbook"
    DFS = "dfs"
    """A pick'em app: fixed pay-outs, no price per leg."""
    EXCHANGE = "exchange"
    """Other bettors or traders; the operator takes a commission."""


SPORTSBOOKS: dict[str, tuple[str, ...]] = {
    "Bally Bet": ("Bally", "Ballys", "Bally Bets"),
    "BET99": (),
    "Bet365": ("bet 365", "bet365 US"),
    "BetAnySports": ("BAS",),
    "BetCRIS": ("CRIS", "Bookmaker.eu", "Bookmaker"),
    "BetMGM": ("MGM", "BetMGM Sports", "Borgata", "Borgata Online"),
    "BetOnline": ("BetOnline.ag", "BOL"),
    "BetParx": ("Parx",),
    "BetRivers": ("Rivers", "PlaySugarHouse", "SugarHouse", "Rivers Casino"),
    "BetUS": (),
    "BetVictor": ("Bet Victor", "VC Bet"),
    "Betfair": ("Betfair Fixed Odds",),
    "Betfred": ("Bet Fred",),
    "Betsson": (),
    "Betway": (),
    "Bodog": (),
    "Bovada": ("Bovada.lv",),
    "Bwin": ("bwin.com", "Bet&Win"),
    "Caesars": ("Caesars Palace", "Czr", "Caesars Sports"),
    "Circa": ("Circa Sports",),
    "Coral": (),
    "Desert Diamond": (),
    "DraftKings": ("DK", "Draft Kings"),
    "ESPN BET": ("ESPNBet", "Barstool", "theScore Bet", "theScore"),
    "Expekt": (),
    "Fanatics": ("Fanatics Betting", "Fanatics Betting and Gaming"),
    "FanDuel": ("FD", "Fan Duel"),
    "Fliff": ("Fliff Social",),
    "Golden Nugget": ("GNOG",),
    "Hard Rock": ("Hard Rock Bet", "HardRock"),
    "Interwetten": (),
    "Ladbrokes": ("Ladbroke",),
    "Marathonbet": ("Marathon Bet",),
    "MyBookie": ("MyBookie.ag",),
    "Paddy Power": (),
    "Pinnacle": ("Pinnacle Sports", "PIN", "PS3838"),
    "PointsBet": ("Points Bet",),
    "Rebet": (),
    "SI Sportsbook": ("Sports Illustrated", "SI"),
    "Sky Bet": ("Skybet",),
    "Sports Interaction": ("SIA",),
    "Sportsbetting.ag": (),
    "Stake": ("Stake.com", "Stake.us"),
    "SuperBook": ("Westgate", "Westgate SuperBook"),
    "Thrillzz": (),
    "Tipico": (),
    "TwinSpires": (),
    "Unibet": (),
    "William Hill": ("WillHill", "William Hill US"),
    "Wind Creek": (),
    "WynnBET": ("Wynn", "Wynn Bet"),
}

DFS_BOOKS: dict[str, tuple[str, ...]] = {
    "Betr": ("Betr Picks", "Betr Fantasy"),
    "Boom Fantasy": ("Boom", "Boom Sports"),
    "Chalkboard": (),
    "Dabble": ("Dabble Fantasy",),
    "DraftKings Pick6": ("Pick6", "DK Pick6", "Pick 6"),
    "Drafters": (),
    "FanDuel Picks": (),
    "HotStreak": ("Hot Streak",),
    "Jock MKT": ("JockMKT",),
    "Monkey Knife Fight": ("MKF",),
    "No House Advantage": ("NHA",),
    "OwnersBox": (),
    "ParlayPlay": ("Parlay Play",),
    "PrizePicks": ("Prize Picks", "PP"),
    "Sleeper": ("Sleeper Picks", "Sleeper Fantasy"),
    "SuperDraft": (),
    "ThriveFantasy": ("Thrive",),
    "Underdog Fantasy": ("Underdog", "UD", "Underdog Sports"),
    "Vivid Picks": (),
}

EXCHANGES: dict[str, tuple[str, ...]] = {
    "4Cx": ("4casters", "4C"),
    "BetDEX": (),
    "Betdaq": (),
    "Betfair Exchange": ("Betfair Ex",),
    "BetOpenly": (),
    "Crypto.com": ("Crypto.com Predict",),
    "Kalshi": (),
    "Matchbook": (),
    "Novig": ("No Vig",),
    "Onyx Odds": ("Onyx",),
    "Polymarket": (),
    "PredictIt": (),
    "ProphetX": ("Prophet X", "Prophet Exchange", "Prophet"),
    "Robinhood": ("Robinhood Predictions",),
    "Smarkets": (),
    "Sporttrade": ("Sport Trade",),
    "SX Bet": ("SX",),
}

BOOKS: dict[BookKind, dict[str, tuple[str, ...]]] = {
    BookKind.SPORTSBOOK: SPORTSBOOKS,
    BookKind.DFS: DFS_BOOKS,
    BookKind.EXCHANGE: EXCHANGES,
}
"""Every known book by kind."""
