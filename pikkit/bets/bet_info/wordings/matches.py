"""Games of two: goals in turn, scores at half-time, head starts of European books, lays, and words that say no."""

import re

from pikkit.bets.bet_info.wordings.rule import GAME, Rule, rule

_SCORE = r"\d{1,2} ?[-–:] ?\d{1,2}"


def _head_start(match: re.Match[str]) -> str:
    """``Handicap 0:1 Freiburg``: goals that the home side and the visitors start with, as a head start of one."""
    goals = int(match["first"]) - int(match["second"])
    line = -goals if match["away"] else goals
    return f"{match['home'] or match['away'] or 'Draw'} {line:+d} 3-Way Handicap "


MATCHES: tuple[Rule, ...] = (
    # Handicap1 with its sum in brackets
    rule("handicap1 handicap2", r"\bHandicap([12])(?= )", r"Handicap \1"),
    # Match Handicap (Games)
    rule(
        "games sets maps legs frames kills",
        r"\b(?:Match |Asian )?(Handicap|Spread) \((Games|Sets|Maps|Legs|Frames|Rounds|Corners|Kills)\)",
        r"\2 \1",
    ),
    # Lorient or Draw Lorient - Angers
    rule(
        "or",
        r"^(?P<team>.+?) or (?:Draw|Tie) (?=(?P=team) [-–—] |.+ [-–—] (?P=team)$)",
        r"\g<team> or Draw Double Chance ",
    ),
    # Odd/Even total points: Odd
    rule("odd even odd/even", r"^Odd ?/ ?Even(?: (?:total )?\w+)?[ :–-]+(Odd|Even)(?= |$)", r"\1 Odd/Even"),
    # Brock Teller To Throw 2+ Touchdowns
    rule(
        "throw",
        r"\bTo Throw (?:For )?(\d+\+ |\d+ or more |(?:Over|Under) \d+(?:\.5)? )"
        r"(?:Passing )?(Touchdowns?|TDs?|Yards|Yds)\b",
        r"\1Passing \2",
    ),
    # Back Bologna Match Odds
    rule("back", r"^Back (?!to )(?=.+ Match Odds )", ""),
    rule(
        "handicap",
        rf"^(?:3-Way |European )?Handicap \(?(?P<first>\d):(?P<second>\d)\)?[ :-]+"
        rf"(?:(?P<home>.+) (?=(?P=home){GAME})|(?P<away>.+) (?=.+{GAME}(?P=away)$)|(?:Draw|Tie|X) )",
        _head_start,
    ),
    rule("goal/no nogoal no ng", r"^Goal ?/ ?No ?Goal[ :-]+(?:No ?Goal|NG)(?= )", "Both Teams To Score No"),
    rule("goal/no goal/nogoal gg no", r"^Goal ?/ ?No ?Goal[ :-]+(?:Goal|GG)(?= )", "Both Teams To Score Yes"),
    # First Goal: No goal
    rule(
        "goal goalscorer",
        r"^(?:The )?((?:First|1st|Next) Goal)(?:scorer)?[ :–-]+(?:No ?goal|None|Neither|No goalscorer)(?= )",
        "Nobody First Team To Score",
    ),
    rule(
        "goal", r"^(?:The )?((?:\d(?:nd|rd|th)|Second|Third) Goal)[ :–-]+(?:No ?goal|None|Neither)(?= )", r"Nobody \1"
    ),
    # Half Time Score 0 - 0, 6-3 First Set Score
    rule(
        "score",
        rf"(?<!correct )(?<!exact )(?<!map )(?<!set )(?<!match )(?<!final )(?<!to )\bscore(?= (?:.*? )?{_SCORE})",
        "Correct Score",
    ),
    rule("score", r"(?<=\d )((?:First|Second|Third|1st|2nd|3rd) Set) Score(?= )", r"\1 Correct Score"),
    rule("score", rf"\bSet (\d) Score(?= .*{_SCORE})|(?<=\d )Set (\d) Score", r"Set \1\2 Correct Score"),
    rule("half", r"\b(First Half Goals|1st Half Goals) (\d+(?:\.\d+)?) (over|under) \2 Goals", r"\3 \2 \1"),
    # 10 Minutes 1X2
    rule(
        "minutes minute",
        r"(?<!first )(?<!1st )\b(10|15|30) Minutes? (?=1X2|Result|Winner|Moneyline|Money Line)",
        r"First \1 Minutes ",
    ),
    # Lay The Draw, Wrexham (Lay)
    rule("lay", r"^Lay (?:the )?(?=.+)", "No "),
    rule("lay", r"^(.+?) \(Lay\)(?= )", r"No \1"),
    # Fight Won't Go The Distance
    rule(
        "won't doesn't not wont",
        r"^(.+?) (?:won['’]?t|will not|does not|doesn['’]t|to not|not to) (?=[a-z])",
        r"No \1 to ",
    ),
    # Will Tucker Vale Record A Double-Double
    rule("will", r"^Will (?=\S+ \S+ (?:record|have|score|get|make|hit|throw|win|finish|go)\b)", ""),
    # Hornets -3 (Buy 1/2 pt)
    rule("buy bought", r" \((?:Buy|Bought)[^)]*\)", ""),
    # Team 1 Total Under (1.5)
    rule("1 2", rf"^(Player|Team) ([12]) (?=.+{GAME})", lambda match: "Home " if match[2] == "1" else "Away "),
    # X2 Verona - Lecce
    rule("1x x2 12", rf"^(1X|X2|12) (?=[^\d]+{GAME}[^\d]+$)", r"\1 Double Chance "),
    # Player's shots on target: Erik Wall
    rule("player's", r"^Player['’]s ", "Player "),
    # Half Time Leader, Quarter Time Leader
    rule("leader", r"\b((?:Half|Quarter|Three Quarter)[ -]?Time) Leader\b", r"Leading At \1"),
    # Pick Your Own Line
    rule("own", r"\bPick Your Own (?:Line|Handicap)", "Alternate Spread"),
    rule("own", r"\bPick Your Own (?=Total)", "Alternate "),
    # Line Collingwood -4.5
    rule(
        "line",
        r"(?<!run )(?<!puck )(?<!money )(?<!goal )(?<!game )(?<!minute )(?<!main )(?<!alternate )(?<!alt )"
        r"(?<!points )(?<!goals )(?<!asian )(?<!spread )(?<!handicap )(?<!way )\bLine (?=[^+()-]+ \(?[+-]\d)",
        "Spread ",
    ),
    # No Run First Inning - Yes
    rule("run runs", r"^No Runs? (?:in )?(?:the )?(?:1st|First) Inning(?: ?[-:–] ?Yes)?\b", "NRFI"),
    # To Win The NBA Championship
    rule("win", r"\b(to win) the (?=[A-Z]{2,5} )", r"\1 "),
    # Collingwood -4.5 Line
    rule("line", r"( \(?[+–-]\d+(?:\.\d+)?\)?) Line$", r"\1 Spread"),
    # Ann Able 2-0 Ann Able v Bo Bell
    rule(
        "0-0 1-0 0-1 1-1 2-0 0-2 2-1 1-2 2-2 3-0 0-3 3-1 1-3 3-2 2-3",
        rf"^(?P<name>[^\d]+) (?P<score>\d-\d) (?=(?P=name){GAME}|.+{GAME}(?P=name)$)",
        r"\g<name> \g<score> Correct Score ",
    ),
    # 2-1 Leeds Correct Score
    rule("score", r"^(\d-\d) (?P<name>[^\d]+?) (?=Correct Score .*(?P=name))", r"\g<name> \1 "),
    # Total Match Points - Even
    rule(
        "odd even",
        r"^(Total )?(?:Match |Game )?(Points|Goals|Runs|Corners|Games|Maps|Rounds|Kills)[ :–-]+(Odd|Even)(?= |$)",
        r"\3 Odd/Even",
    ),
    # 31-40 Mins
    rule("mins minutes min seconds", r"(\d+) ?(?:-|–|to) ?(\d+) (?:Mins?|Minutes|Seconds)\b", r"\1-\2"),
    # Round 2 Head to Head
    rule(
        "head h2h",
        r"\b((?:Round \d|\d(?:st|nd|rd|th) Round|Tournament|Race|Qualifying)) (?:Head[ -]to[ -]Head|H2H)\b",
        r"\1 Matchup",
    ),
    rule("1st 2nd", r"\b([12])(?:st|nd) Over (?=Total|Runs)", r"Over No \1 "),
    # To Kick 3+ Goals
    rule("to", r"(?<!\S)To (?!Score\b|Win\b|Lead\b|Go\b|Be\b)[A-Z][a-z]+ (?=\d+(?:\+| or more))", ""),
)
"""Rules of games between two."""
