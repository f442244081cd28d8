"""Markets worded as a question: ``How many points will the Magic score?``, ``Who will win the 1st half?``."""

from pikkit.bets.bet_info.wordings.rule import Rule, rule

_DONE = r"(?:scored?|record(?:ed)?|ha(?:ve|d)|g[eo]t|hit|ma[kd]e|throw[n]?)"
_PART = r"(?: (?:in|during) (?:the )?(?:game|match|fight)| in total)?"
_PERIOD = r"(?:(?:in|during) (?:the )?(?P<period>(?:\d\w\w|first|second|third|fourth) (?:\d )?\w+))?"

QUESTIONS: tuple[Rule, ...] = (
    # Ann Able: How many points will she score?
    rule("many", rf"^(.+?)[:,–-]* How many (?:total )?(\w[\w ]*?) will s?he {_DONE}{_PART}\?", r"\1 Total \2"),
    # How many goals will be scored in the game? How many corners will there be in the match?
    rule(
        "many",
        rf"^How many (?:total )?(\w[\w ]*?) will (?:there be|be {_DONE}){_PART} ?{_PERIOD}\?",
        lambda match: f"Total {match[1]} {match['period'] or ''}".strip(),
    ),
    # How many points will the Orlando Magic score in the 1st half?
    rule(
        "many",
        rf"^How many (?:total )?(\w[\w ]*?) will (?:the )?(.+?) {_DONE}{_PART} ?{_PERIOD}\?",
        lambda match: f"{match[2]} Total {match[1]} {match['period'] or ''}".strip(),
    ),
    # Who will win the 1st quarter?
    rule("who which", r"^(?:Who|Which team) (?:will win|wins) (?:the )?(?:game|match|fight)\?", "Moneyline"),
    rule("who which", r"^(?:Who|Which team) (?:will win|wins) (?:the )?(.+?)\?", r"Moneyline \1"),
    rule("who which", r"^(?:Who|Which team) will score (first|last)(?: goal)?\?", r"Team To Score \1"),
    # Will a run be scored in the 1st inning?
    rule("will", r"^(Yes |No )?Will an? (run|goal|point|touchdown) be scored ", r"\1\2 scored "),
    # Wins by more than 1.5 goals: Arsenal
    rule(
        "wins",
        r"^Wins by (?:more than|over) (\d+(?:\.\d+)?)( \w+)?: (.+?) (?=[—–-] (?:Yes|No) )",
        r"\3 wins by over \1\2 ",
    ),
)
"""Rules of questions."""
