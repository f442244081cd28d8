"""Fights: groups of rounds, ways to win."""

from pikkit.bets.bet_info.wordings.rule import GAME, Rule, rule

_WAYS = r"KO/TKO(?:/DQ| or DQ)?|TKO|KO|Submission|(?:Points or )?Decision|Points or Decision|Points"

FIGHTS: tuple[Rule, ...] = (
    # Ann Able wins by KO, TKO or DQ
    rule("ko", r"\bKO, ?TKO,? (?:or|and) (DQ|Submission)\b", r"KO/TKO or \1"),
    rule("ko/tko ko", r"\bKO/TKO or DQ\b", "KO/TKO/DQ"),
    # Ann Able Rounds 3 & 4
    rule(
        "rounds",
        r"^(?!over|under|.*Betting)(.+?) (?:to win |wins )?(?:in )?"
        rf"Rounds? (\d+) ?(?:&|and|or|to|/|-) ?(\d+) (?=[^\d]+{GAME})",
        r"\1 Rounds \2-\3 Round Betting ",
    ),
    # Ann Able Submission Method of Victory
    rule("victory method", rf"(?<!by )(?<!or )\b({_WAYS}) (?=(?:Winning )?Method)", r"by \1 "),
    # Ann Able KO/TKO Ann Able v Bo Bell
    rule(
        "ko tko ko/tko submission decision",
        rf"^(?P<name>[^\d/]+?) (?P<way>(?!Points (?!or ))(?:{_WAYS})) (?=(?P=name){GAME}|.+{GAME}(?P=name)$)",
        r"\g<name> by \g<way> ",
    ),
    # Ann Able by Split or Majority Decision
    rule(
        "decision", r"\b(?:by )?(?:Split or Majority|Majority or Split|Split/Majority) Decision", "by Majority Decision"
    ),
    rule("decision", r"(?<!by )(?<!or )(?<!\) )\b(Unanimous|Split|Majority|Technical) Decision", r"by \1 Decision"),
)
"""Rules of fights."""
