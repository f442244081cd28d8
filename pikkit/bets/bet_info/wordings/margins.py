"""By how much a game is won: ``to win by exactly 1 goal``, ``by 1-12``, ``Exactly 2``."""

from pikkit.bets.bet_info.wordings.rule import GAME, Rule, rule

_UNIT = r"(?: (?:goals?|points?|pts|runs?|tries|try|games?|sets?))?"
_BAND = r"\d+(?: ?[-–] ?\d+|\+)?"

MARGINS: tuple[Rule, ...] = (
    # To Win - Hornets By 11 Or More
    rule("by", r"^To Win [-–—:] (.+? By \d)", r"\1"),
    # Hornets By 11 Or More
    rule(
        "by",
        r"^((?!.* wins? | win |.* to win ).+?) by (\d+) or more(?: (?:points|goals|runs))?(?= )",
        r"\1 To Win By \2+",
    ),
    # Motherwell to win by exactly 1 goal
    rule("exactly", rf"\b(?:to win|wins?) by exactly ({_BAND}){_UNIT}(?= )", r"\1 Winning Margin"),
    # Lecce by exactly 2 goals
    rule("exactly", rf" by exactly ({_BAND}){_UNIT}(?= )", r" \1 Winning Margin"),
    # Total Goals Exactly 2
    rule("exactly", r"\b(?:Total )?(Goals|Points|Runs|Maps|Sets|Rounds) Exactly (\d+\+?)(?= )", r"\2 Exact \1"),
    # Exactly 2 Goals
    rule("exactly exact", r"\bExact(?:ly)? (\d+) (?:Total )?(Goals|Points|Runs)(?= )", r"\1 Exact \2"),
    # Exact Goals 2
    rule("exact", r"\b(Exact (?:Total )?Goals)[ :-]+(\d\+?)(?= )", r"\2 \1"),
    # Essendon by 1-39 Collingwood v Essendon
    rule(
        "by",
        rf"^(?P<team>.+?) (?:(?:to win |wins? )?by (?!\d+\+)|by )(?P<band>{_BAND}){_UNIT} (?!or more|winning)"
        rf"(?=.*(?<!\w)(?P=team)(?!\w))(?=.+{GAME})",
        r"\g<team> \g<band> Winning Margin ",
    ),
    # Verona 1-2 goals margin
    rule("margin", rf"\b({_BAND}){_UNIT} margin(?= )", r"\1 Winning Margin"),
    rule(
        "margin",
        rf"\b(?:winning )?margin(?: of victory)?[ :-]+(.+?) (?:by )?({_BAND}){_UNIT} (?=\1{GAME}|.+{GAME}\1$)",
        r"\1 \2 Winning Margin ",
    ),
)
"""Margins and exact numbers."""
