"""Stats that are the sum of several, and the words that share a unit."""

PARTS: dict[str, tuple[str, ...]] = {
    "rushing": ("Rush", "Rushing"),
    "receiving": ("Receiving", "Rec", "Recv"),
    "passing": ("Pass", "Passing"),
}
"""First words of football stats, which share one unit when they are added ("Rush + Rec Yards")."""

COMPOUNDS: dict[str, str] = {
    "points + rebounds + assists": (
        "PRA; PRAs; P R A; PAR; P + R + A; P + A + R; R + P + A; R + A + P; A + P + R; A + R + P"
    ),
    "points + rebounds": "PR; P + R; R + P",
    "points + assists": "PA; P + A; A + P",
    "rebounds + assists": "RA; R + A; A + R",
    "steals + blocks": "Stocks; S + B; B + S; Blocked Shots + Steals; Steals + Blocked Shots",
    "rushing + receiving yards": "Scrimmage Yards; Yards From Scrimmage; Total Scrimmage Yards",
    "passing + rushing yards": "",
    "passing + receiving yards": "",
    "passing + rushing + receiving yards": "",
    "rushing + receiving touchdowns": "",
    "passing + rushing touchdowns": "",
    "passing + rushing + receiving touchdowns": "",
    "tackles + assists": "Combined Tackles; Total Tackles; Combo Tackles; Tackles + Ast; Tackles Combined",
    "hits + runs + rbis": "HRR; H R RBI; H + R + RBI; H + R + RBIs; H + R + R; HRRBI; HRRBIs",
    "runs + rbis": "R + RBI; R + RBIs",
    "hits + runs + errors": "H + R + E; HRE",
    "goals + assists": "G + A; A + G; Goal Contributions; Goal Involvements; Goals Or Assists",
    "kills + assists": "",
    "hits + stops": "",
}
"""Stats that are the sum of several, and the short words books have for them; spelled out, a stat is a set.

The set is read from the words in any order: see ``pikkit.bets.bet_info.stat_sets``.
"""
