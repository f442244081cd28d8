"""What is counted in tennis, fights, golf, esports, darts and snooker, and every way books word it."""

INDIVIDUAL: dict[str, str] = {
    "games": "Games; Game Total Games; Match Games; Total Match Games; Total Games In Match",
    "games won": "Games Won; Game Wins",
    "games played": "Games Played",
    "sets": "Sets; Match Sets; Number Of Sets; Sets Played; Sets In Match; Sets Won",
    "aces": "Aces; Ace",
    "double faults": "Double Faults; Double Fault",
    "break points won": "Break Points Won; Breaks Of Serve; Break Points; Breaks; Service Breaks",
    "tie-breaks": "Tiebreaks; Tie-Breaks; Tie Breaks; Tie Breaks Played; Total Tie Breaks; Total Tiebreaks",
    "rounds": "Rounds; Round; Fight Rounds; Rounds In Fight; Rounds Completed",
    "significant strikes": (
        "Significant Strikes; Sig Strikes; Sig. Strikes; Significant Strikes Landed; Sig Strikes Landed;"
        "Significant Strike"
    ),
    "takedowns": "Takedowns; Takedown; Takedowns Landed",
    "knockdowns": "Knockdowns",
    "fight time": "Fight Time; Fight Time (Mins); Fight Time Mins; Fight Time Minutes",
    "control time": "Control Time",
    "strokes": "Strokes; Round Score; Round Strokes; Score; Tournament Score; 18 Hole Score",
    "birdies": "Birdies; Birdies Or Better; Birdie; Birdies Made; Birdies Or Better Made; Birdies+",
    "bogeys": "Bogeys; Bogeys Or Worse; Bogey; Bogey Or Worse",
    "pars": "Pars; Pars Made",
    "eagles made": "Eagles Made; Eagles Or Better",
    "fairways hit": "Fairways Hit; Fairways; Fairways In Regulation",
    "greens in regulation": "Greens In Regulation; GIR; Greens Hit; GIRs",
    "finishing position": "Finishing Position; Finish Position; Tournament Finishing Position",
    "maps": "Maps; Maps Played; Number Of Maps; Match Maps",
    "kills": "Kills; Kill; Map Kills; Total Kills",
    "headshots": "Headshots; Headshot; HS; Head Shots",
    "deaths": "Deaths",
    "180s": "180s; 180's; Maximums",
    "legs": "Legs; Match Legs",
    "frames": "Frames; Match Frames",
}
"""Stats of individual sports: a subject there is always a player, even though it is in the matchup."""

COUNTED_BOTH = {"games won": "games", "games played": "games"}
"""Stats that are two of a player and one of a game: what both win is what is played."""
