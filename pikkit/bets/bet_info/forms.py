"""Sentences that say what another form says: they are put into that form before anything is read."""

import re

from pikkit.bets.bet_info.words import FRACTIONS

_GAME = r"(?:@|v\.?|[Vv][Ss]\.?|versus|at)"
_NAME = r"[A-Z][\w.'’-]*"
_PERSON = rf"{_NAME} {_NAME}"
_NUMBER = r"\d+(?:,\d{3})*(?:[.,]\d+)?"
_SIDE = r"(?:[Oo]ver|[Uu]nder|OVER|UNDER|[oOuU])"
_PART = r"(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth) (?:half|quarter|period|set|map|inning|round)"
_WHEN = r"(?: (?:on|in|by|this) [\w,./-]+(?: \d{1,2}(?:, \d{4})?)?)?"
_OVER = r"(?:mehr als|plus de|m[aá]s de|mais de|über|över|oltre)"
_UNDER = r"(?:weniger als|moins de|menos de|unter|meno di)"
_GOALS = r"(?:buts?|goles?|gols?|tore?|m[aå]l|reti)"
_DUEL = r"(?:tournament |\d\w\w round |round \d )?(?:match-?up|head[ -]to[ -]head|h2h)"

_FORMS = tuple(
    (re.compile(pattern, flags), form)
    for pattern, flags, form in (
        # Plus de 2,5 buts, Über 2,5 Tore
        (rf"^{_OVER} ({_NUMBER})(?: {_GOALS}\b)?", re.I, r"Over \1 Total"),
        (rf"^{_UNDER} ({_NUMBER})(?: {_GOALS}\b)?", re.I, r"Under \1 Total"),
        # Draw (Arsenal -1) Handicap Result
        (rf"^((?:the )?(?:draw|tie)) \([^\d()]+([+–-]{_NUMBER})\) ", re.I, r"\1 \2 "),
        # Ann Able -4.5 Match Handicap - Games
        (r"\b(?:Match |Asian )?(Handicap|Spread) [-–—] (Games|Sets|Maps|Legs|Frames|Corners|Kills)\b", re.I, r"\2 \1"),
        # W1 Lazio v Atalanta
        (rf"^W([12]) (?=.+ {_GAME} )", 0, r"\1 Moneyline "),
        # Match nul Rennes - Lens
        (r"^match nul\b", re.I, "Draw"),
        # Rennes ou Nul
        (
            r"\b(?:ou|oder|o|of|eller) (?:nul|unentschieden|remis|empate|pareggio|gelijkspel|oavgjort)\b",
            re.I,
            "or Draw",
        ),
        # (SAC Kings @ DEN Nuggets) at the end
        (rf"^(.*\S) \(([^()]+ {_GAME} [^()]+)\)$", 0, r"\1 \2"),
        # SAC@DEN
        (r"(?<!\S)([A-Z]{2,4})@([A-Z]{2,4})(?!\S)", 0, r"\1 @ \2"),
        # Seahawks @ Rams O 47.5
        (rf"^(.+ {_GAME} .+?) ({_SIDE}) ?({_NUMBER})$", 0, r"\2 \3 \1"),
        # Over/Under 2.5 Goals - Over
        (rf"^(?:over/under|under/over|o/u) ({_NUMBER}) (.+?) ?[-:–—] (over|under)\b", re.I, r"\3 \1 \2"),
        # Over/Under 1.5 Goals Under 1.5 Goals
        (rf"^(?:over/under|under/over|o/u) ({_NUMBER}) (.+?) (over|under) \1(?: \2)?(?= )", re.I, r"\3 \1 \2"),
        # 1st Inning Over/Under 0.5 Runs Under 0.5
        (
            rf"(?<=\w )(?:over/under|o/u) ({_NUMBER}) (runs|goals|points) ?[-:–—]? ?(over|under)(?: \1)?(?= )",
            re.I,
            r"\3 \1 Total \2",
        ),
        # Will Seattle win on 2026-03-14? Yes
        (rf"^will (?:the )?(.+?) win(?: (?:the|this) (?:game|match|fight))?{_WHEN}\?", re.I, r"\1 to win"),
        # Will the Chiefs win Super Bowl LXI? No
        (
            rf"^will (?:the )?(.+?) win (?!(?:the )?{_PART})(?:the )?(?:\d{{4}}(?:[-/]\d\d)? )?(.+?)\?",
            re.I,
            r"\1 to win \2",
        ),
        # Ann Able Score 2 Or More
        (r"(?<![Tt]o )\bScore (\d+ ?\+|\d+ Or More)(?! (?:Points|Goals|Runs))", re.I, r"To Score \1"),
        # Team To Score 100+ Points
        (r"\bteam to score (\d+ ?\+|\d+ or more|over \d+(?:\.\d)?)(?: (?:points|goals|runs))?", re.I, r"team total \1"),
        # Will Ann Able score? No
        (rf"^will (?:the )?(.+?) score(?: (?:an? )?(?:goal|touchdown|TD))?{_WHEN}\?", re.I, r"\1 to score"),
        # Will Arsenal beat Chelsea? No
        (rf"^will (?:the )?(.+?) (?:beat|defeat) (?:the )?(.+?){_WHEN}\?(.*)$", re.I, r"\1\3 to win \1 vs \2"),
        # Will the Arsenal FC vs. Everton FC match end in a draw? No
        (
            rf"^will (?:the )?(.+? {_GAME} .+?)(?: (?:game|match|fight|bout))? end in a (?:draw|tie){_WHEN}\?(.*)$",
            re.I,
            r"Draw\2 moneyline \1",
        ),
        # Sacramento wins 1st half by over 2.5 points
        (
            rf"\bwins (?:the )?({_PART}) by (?:over|more than) ({_NUMBER}) (points|runs|goals)\b",
            0,
            r"wins by over \2 \3 \1",
        ),
        # Will Ann Able be the F1 Drivers Champion? Yes
        (r"^will (?:the )?(.+?) (?:be|become) (?:the )(.+?)\?", re.I, r"\1 to win \2"),
        # Denver wins the 1st half?
        (rf"\bwins (?:the )?({_PART})\??", re.I, r"\1 moneyline"),
        # Will there be a run scored in the 1st inning? Yes
        (r"^(yes |no )?will there be (?:an? )?(.+?)\?", re.I, r"\1\2"),
        # Will the game go to overtime?
        (r"^will (?:the|this) (?:game|match|fight|bout) ", re.I, "to "),
        # Ann Able over Bo Baker Tournament Match-Up
        (
            rf"^({_PERSON}) (?:over|to beat|to defeat) ({_PERSON})(?: .*)? ((?i:{_DUEL}))\b.*$",
            0,
            r"\1 Matchup \1 vs \2",
        ),
        # Sydney Roosters 1-12 Sydney Roosters v Penrith Panthers
        (rf"^(.+) (1-12|1-13|1-39|13\+|14\+|40\+) (\1 {_GAME} .+|.+ {_GAME} \1)$", 0, r"\1 winning margin \2 \3"),
        # River Plate Double Chance River Plate or Draw Boca Juniors vs River Plate
        (rf"^(?:.+ )?Double Chance[ :-]+(.+? or (?:Draw|Tie)) (.+ {_GAME} .+)$", re.I, r"\1 Double Chance \2"),
        # Inter Milan or tie
        (r"\b(or draw|or tie|OR DRAW|OR TIE)\b", 0, lambda found: f"or {found[1][3:].title()}"),
        # Lenny Strauss wins The Masters — No
        (
            rf"^(?!.* {_GAME} )(.+?) wins (?!by |in )(?:[Tt]he )?([^\W\d][^–—-]*?)(?: [—–-] (Yes|No))?$",
            0,
            r"\1 To Win \2 \3",
        ),
        # Canberra 13+ Winning Margin
        (r"^(.+) (1-12|1-13|1-39|13\+|14\+|40\+) Winning Margin\b", re.I, r"\1 winning margin \2"),
        # Reid Sandoval — Yes Daytona 500 Winner
        (rf"^(.+?) [—–-] (Yes|No) (?!.* {_GAME} )(.+) (?:Winner|Champions?)$", 0, r"\1 \2 To Win Outright \3"),
        # Jos Barr Top England Batter
        (
            r"\b(Top) (?!Team|Match)((?:[A-Z][a-z]+ ){1,2})(Bat(?:ter|sman)|Run ?[Ss]corer|Bowler|Wicket[ -]Taker)\b",
            0,
            r"\1 \3",
        ),
        # Detroit by over 3.5 points
        (
            rf"(?<!\b[Ww]in)(?<!\b[Ww]ins) by (?:over|more than) ({_NUMBER}) (points|runs|goals)\b",
            0,
            r" wins by over \1 \2",
        ),
        # Collingwood -15.5 Line
        (rf"( \(?[+–-]{_NUMBER}\)?) Line (?=.+ {_GAME} )", 0, r"\1 Spread "),
        # a sum in brackets behind its name, as in Points (Goals + Assists)
        (r"\b(Points|Pts|PRA|PR|PA|RA|HRR|Stocks) \(\w+(?: ?[+&,] ?\w+)+\)(?= )", 0, r"\1"),
    )
)
_INSIDE = (
    " wins ", " over ", " by more than ", " to beat ", " to defeat ", " 1-1", " 1-39 ", " 13+ ", " 14+ ", " 40+ ",
    " or Draw ", " or draw ", " or tie ", " OR DRAW ", " OR TIE ", "Top ", ") ", " Line ", "— ", "– ", " - Yes ",
    " - No ", "dicap - ", "pread - ", " Score ", " score ", "eam to ", "eam To ", " ou N", " oder U", " o E",
    " Over/Under ", " O/U ",
)  # fmt: skip
_STARTS = (
    "will ", "over/", "under/", "o/u ", "yes will ", "no will ",
    "plus de ", "moins de ", "más de ", "mas de ", "menos de ", "mais de ", "über ", "unter ", "mehr als ",
    "weniger als ",
    "draw (", "tie (", "the draw (", "match nul ", "w1 ", "w2 ", "över ", "oltre ",
    "meno di ",
)  # fmt: skip


def in_usual_form(text: str) -> str:
    """The text, or another that says the same as most books do."""
    if not text.isascii():
        text = text.translate(FRACTIONS)
    spaced = " ".join(text.split())
    around = spaced[:5].lower() == "live " or spaced.endswith(_BEHIND)
    live = _AROUND.fullmatch(spaced) if around else None
    if live is not None:
        spaced = live["inner"]
    if not may_be_odd(spaced):
        return text
    text = spaced
    for pattern, form in _FORMS:
        text = pattern.sub(form, text)
    return f"{live['front']}{text}{live['behind']}" if live else text


_BEHIND = tuple(
    word + end for end in ("", ")", "]") for last in ("live", "bet", "betting", "play", "boosted", "boost")
    for word in (last, last.capitalize(), last.upper())
)  # fmt: skip
_AROUND = re.compile(
    r"(?P<front>(?:live )?)(?P<inner>.+?)"
    r"(?P<behind>(?: [(\[]?(?:live(?: bet(?:ting)?)?|in[ -]play|(?:(?:odds|profit) )?boost(?:ed)?)[)\]]?)*)",
    re.IGNORECASE,
)
"""What says only that a bet is live or boosted, in front of a leg and behind it; looked for where it may be."""


def may_be_odd(text: str) -> bool:
    """Whether any form could match: most texts need no pattern tried."""
    return (
        text[-1:] == ")"
        or text[-1:].isdigit()
        or ("@" in text and " @ " not in text)
        or text[:12].lower().startswith(_STARTS)
        or _holds_a_start(text)
    )


def _holds_a_start(text: str) -> bool:
    for words in _INSIDE:  # noqa: SIM110 (half as long as any() with a generator, for each leg of an import)
        if words in text:
            return True
    return False
