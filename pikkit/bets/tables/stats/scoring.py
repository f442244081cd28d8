"""What the score is made of, and totals that do not say of what."""

SCORING: dict[str, str] = {
    "points": "Points; Point; Pts; Pt; Pts Scored; Points Scored; Scored Points; Match Points; Game Points",
    "goals": "Goals; Goal; Goals Scored; Scored Goals; Match Goals",
    "runs": "Runs; Run; Runs Scored; Scored Runs; Match Runs; Game Runs",
}
"""What the score is made of: of a game it is the "total", of a team the "team total"."""

TOTAL: dict[str, str] = {
    "total": (
        "Total; Totals; Game Total; Game Totals; Match Total; Match Totals; Over/Under; Over / Under; O/U; Over Under;"
        "Goals Over/Under; Points Over/Under; Runs Over/Under; Goal Line; Asian Total; Asian Totals; Asian Goal Line;"
        "Total Match Points; Total Match Goals; Total Match Runs; Total Over/Under; Match Goals Over/Under;"
        "Combined Total;"
        "Total Goals Over/Under; Total Points Over/Under; Total Runs Over/Under; Total O/U; Goals O/U;"
        "Game Total Points;"
        "Total Game Points; Total Game Goals; Total Game Runs; Total Goals Scored; Total Points Scored;"
        "Total Runs Scored"
    ),
    "team total": (
        "Team Total; Team Totals; Team Total Points; Team Total Goals; Team Total Runs; Team Points;"
        "Team Goals; Team Runs;"
        "Home Team Total; Away Team Total; Home Team Total Points; Away Team Total Points; Total Team Points; TT;"
        "Home Team Total Goals; Away Team Total Goals; Home Team Total Runs; Away Team Total Runs;"
        "Total Points By Team;"
        "Team Total Over/Under; Team Total O/U; Individual Total; Team Total Match Points"
    ),
}
"""Totals that do not say of what."""
