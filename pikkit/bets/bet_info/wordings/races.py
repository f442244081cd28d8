"""Races and rounds of golf: places, leaders, the best of a make."""

from pikkit.bets.bet_info.wordings.rule import Rule, rule

RACES: tuple[Rule, ...] = (
    # 3-Ball: Ann Able Bo Bell / Ann Able / Cy Cole
    rule(
        "3-ball 3 3-balls",
        r"^3[- ]Balls?(?: Betting)?:? (?P<name>.+?) (?=(?:.* )?(?P=name)(?: |$))(.+ ?/ ?.+ ?/ ?.+)$",
        r"\g<name> 3-Ball \2",
    ),
    rule("finishing", r"\bFinishing Position[ :-]+(?=Top \d)", ""),
    rule("leader", r"\bEnd of Round (\d) Leader", r"Round \1 Leader"),
    rule("top", r"\bTop (?:[A-Z]\w+ ){1,2}(?:Driver|Rider|Car|Manufacturer Driver)\b", "Top Rookie "),
)
"""Rules of races."""
