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
    "1xBet": (),
    "888sport": ("888",),
    "Bally Bet": ("Bally", "Ballys", "Bally Bets"),
    "BET99": (),
    "Bet365": ("bet 365", "bet365 US"),
    "BetAnySports": ("BAS",),
    "BetAnything": (),
    "BetCRIS": ("CRIS", "Bookmaker.eu", "Bookmaker"),
    "BetMGM": ("MGM", "BetMGM Sports", "Borgata", "Borgata Online"),
    "BetOnline": ("BetOnline.ag", "BOL"),
    "BetParx": ("Parx",),
    "BetRivers": ("Rivers", "PlaySugarHouse", "SugarHouse", "Rivers Casino"),
    "BetUS": (),
    "BetVictor": ("Bet Victor", "VC Bet"),
    "Betclic": (),
    "Betfair": ("Betfair Fixed Odds",),
    "Betfred": ("Bet Fred",),
    "Betsson": (),
    "Betway": (),
    "BlueBet": (),
    "Bodog": (),
    "Bovada": ("Bovada.lv",),
    "BoyleSports": ("Boyle Sports",),
    "Bwin": ("bwin.com", "Bet&Win"),
    "Caesars": ("Caesars Palace", "Czr", "Caesars Sports"),
    "Casumo": (),
    "Circa": ("Circa Sports",),
    "Coolbet": (),
    "Coral": (),
    "Desert Diamond": (),
    "DraftKings": ("DK", "Draft Kings"),
    "ESPN BET": ("ESPNBet", "Barstool", "theScore Bet", "theScore"),
    "Everygame": ("Intertops",),
    "Expekt": (),
    "Fanatics": ("Fanatics Betting", "Fanatics Betting and Gaming"),
    "FanDuel": ("FD", "Fan Duel"),
    "Fliff": ("Fliff Social",),
    "Golden Nugget": ("GNOG",),
    "Grosvenor": (),
    "GTbets": (),
    "Hard Rock": ("Hard Rock Bet", "HardRock"),
    "Interwetten": (),
    "Ladbrokes": ("Ladbroke",),
    "LeoVegas": (),
    "LiveScore Bet": (),
    "LowVig": ("LowVig.ag",),
    "Marathonbet": ("Marathon Bet",),
    "Mr Green": (),
    "MyBookie": ("MyBookie.ag",),
    "Neds": (),
    "NordicBet": (),
    "Paddy Power": (),
    "Parions Sport": ("ParionsSport",),
    "Pinnacle": ("Pinnacle Sports", "PIN", "PS3838"),
    "PointsBet": ("Points Bet",),
    "Rebet": (),
    "SI Sportsbook": ("Sports Illustrated", "SI"),
    "Sky Bet": ("Skybet",),
    "Sports Interaction": ("SIA",),
    "SportsBet": (),
    "Sportsbetting.ag": (),
    "Stake": ("Stake.com", "Stake.us"),
    "SuperBook": ("Westgate", "Westgate SuperBook"),
    "Suprabets": (),
    "TAB": (),
    "TABtouch": (),
    "Thrillzz": (),
    "Tipico": (),
    "TwinSpires": (),
    "Unibet": (),
    "Virgin Bet": (),
    "William Hill": ("WillHill", "William Hill US"),
    "Winamax": (),
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
