"""Fights: groups of rounds, ways to win."""

from pikkit.bets.bet_info.wordings.rule import GAME, Rule, rule

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
    # Ann Able by Split or Majority Decision
    rule(
        "decision", r"\b(?:by )?(?:Split or Majority|Majority or Split|Split/Majority) Decision", "by Majority Decision"
    ),
    rule("decision", r"(?<!by )(?<!or )(?<!\) )\b(Unanimous|Split|Majority|Technical) Decision", r"by \1 Decision"),
)
"""Rules of fights."""
