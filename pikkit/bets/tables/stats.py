"""What is counted in a game: the stem of player props, team totals and game totals, and every way books word it."""

SCORING: dict[str, str] = {
    "points": "Points; Point; Pts; Pts Scored; Points Scored; Match Points; Game Points",
    "goals": "Goals; Goal; Goals Scored; Match Goals",
    "runs": "Runs; Run; Runs Scored; Match Runs; Game Runs",
}
"""What the score is made of: of a game it is the "total", of a team the "team total"."""

BASKETBALL: dict[str, str] = {
    "rebounds": "Rebounds; Rebound; Rebs; Reb; Total Rebounds",
    "assists": "Assists; Assist; Asts; Ast",
    "points + rebounds + assists": (
        "Points + Rebounds + Assists; Pts + Rebs + Asts; PRA; PRAs; Points Rebounds Assists; Pts Rebs Asts; P + R + A;"
        "Pts + Reb + Ast; Points, Rebounds & Assists; Points & Rebounds & Assists; Pts/Reb/Ast;"
        "Points/Rebounds/Assists;"
        "Points Rebounds & Assists; Points, Rebounds and Assists; Points Rebounds And Assists; Pts, Rebs & Asts"
    ),
    "points + rebounds": (
        "Points + Rebounds; Pts + Rebs; Pts + Reb; P + R; PR; Points & Rebounds; Points And Rebounds; Pts & Rebs"
    ),
    "points + assists": (
        "Points + Assists; Pts + Asts; Pts + Ast; P + A; PA; Points & Assists; Points And Assists; Pts & Asts"
    ),
    "rebounds + assists": (
        "Rebounds + Assists; Rebs + Asts; Reb + Ast; R + A; RA; Rebounds & Assists; Rebounds And Assists; Rebs & Asts"
    ),
    "steals + blocks": (
        "Steals + Blocks; Blocks + Steals; Stls + Blks; Blks + Stls; Stl + Blk; Blk + Stl; Stocks;"
        "Steals & Blocks; S + B;"
        "Steals And Blocks; Blocks & Steals; Steals/Blocks; Blocks/Steals"
    ),
    "threes": (
        "Threes; Three; Threes Made; Made Threes; Three Pointers; Three Pointers Made; Three-Pointers;"
        "Three-Pointers Made; 3-Pointers; 3-Pointers Made; 3 Pointers; 3 Pointers Made; 3-PT Made; 3-Pt Made; 3PT Made;"
        "3 Point FG; 3-Point FG; 3 Point Field Goals Made; 3PM; 3's; 3s; 3PT; 3-PT; 3 Pt Made; Made 3 Pointers;"
        "Made Three Pointers; 3-Point Field Goals; 3-Point Field Goals Made; 3pt Field Goals;"
        "Three Point Field Goals Made;"
        "Made 3-Pointers; 3-Pointer; Three Pointer; 3 Pointer; 3-PT Field Goals; Made Three Point Field Goals"
    ),
    "three-point attempts": (
        "3-PT Attempted; 3PT Attempted; 3-Pointers Attempted; Three Pointers Attempted; 3 Pointers Attempted;3PA"
    ),
    "steals": "Steals; Steal; Stls",
    "blocks": "Blocks; Block; Blks",
    "turnovers": "Turnovers; Turnover; TOs; To's",
    "free throws made": "Free Throws Made; Free Throws; FT Made; FTM; Free Throw Made",
    "free throw attempts": "Free Throws Attempted; FT Attempted; FTA",
    "field goals attempted": "FG Attempted; Field Goals Attempted; FGA; Field Goal Attempts",
    "two-pointers made": "Two Pointers Made; 2-Pointers Made; 2-PT Made; Two-Pointers Made; 2PT Made",
    "offensive rebounds": "Offensive Rebounds; Off Rebounds; Off Rebs; OREB",
    "defensive rebounds": "Defensive Rebounds; Def Rebounds; Def Rebs; DREB",
    "dunks": "Dunks; Dunk",
    "personal fouls": "Personal Fouls; Personal Foul",
    "fantasy points": (
        "Fantasy Points; Fantasy Score; Fantasy Pts; Hitter Fantasy Score; Pitcher Fantasy Score; Fantasy; FPTS;"
        "Hitter Fantasy Points; Pitcher Fantasy Points; Goalie Fantasy Score; Fantasy Points Scored"
    ),
}

FOOTBALL: dict[str, str] = {
    "passing yards": "Passing Yards; Pass Yards; Passing Yds; Pass Yds; Passing Yard",
    "passing touchdowns": (
        "Passing Touchdowns; Passing TDs; Pass TDs; Passing TD; Pass Touchdowns; Passing Touchdown; Pass TD"
    ),
    "completions": "Completions; Pass Completions; Passing Completions; Completion; Passes Completed (QB)",
    "passing attempts": "Passing Attempts; Pass Attempts; Pass Attempt",
    "completion percentage": "Completion Percentage; Completion %",
    "interceptions": (
        "Interceptions; Interception; Interceptions Thrown; INT; INTs; Passing Interceptions;"
        "Pass Interceptions; To Throw An Interception"
    ),
    "longest completion": "Longest Completion; Longest Pass Completion; Longest Pass; Longest Passing Completion",
    "rushing yards": "Rushing Yards; Rush Yards; Rushing Yds; Rush Yds; Rushing Yard",
    "rushing attempts": "Rushing Attempts; Rush Attempts; Carries; Rush Attempt; Rushes",
    "rushing touchdowns": "Rushing Touchdowns; Rushing TDs; Rush TDs; Rushing TD; Rush Touchdowns; Rush TD",
    "longest rush": "Longest Rush; Longest Rush Attempt; Longest Rushing Attempt",
    "receiving yards": "Receiving Yards; Rec Yards; Receiving Yds; Rec Yds; Reception Yards; Receiving Yard",
    "receptions": "Receptions; Reception; Recs; Catches; Rec; Total Receptions",
    "receiving touchdowns": "Receiving Touchdowns; Receiving TDs; Rec TDs; Receiving TD; Rec TD",
    "longest reception": "Longest Reception; Longest Catch",
    "targets": "Targets; Receiving Targets; Rec Targets",
    "rushing + receiving yards": (
        "Rushing + Receiving Yards; Rush + Rec Yards; Rush + Rec Yds; Rushing + Receiving Yds; Rush & Rec Yards;"
        "Rushing & Receiving Yards; Rushing And Receiving Yards; Rush/Rec Yards; Scrimmage Yards; Yards From Scrimmage;"
        "Rushing/Receiving Yards; Rush + Receiving Yards; Rush Rec Yards; Rec + Rush Yards; Receiving + Rushing Yards"
    ),
    "passing + rushing yards": (
        "Passing + Rushing Yards; Pass + Rush Yards; Pass + Rush Yds; Passing & Rushing Yards; Pass & Rush Yards;"
        "Passing And Rushing Yards; Passing + Rushing Yds; Pass/Rush Yards; Pass Rush Yards"
    ),
    "rushing + receiving touchdowns": (
        "Rush + Rec TDs; Rushing + Receiving TDs; Rush + Rec Touchdowns; Rushing + Receiving Touchdowns"
    ),
    "touchdowns": "Touchdowns; Touchdown; TDs; Touchdowns Scored; Total TDs; TD",
    "tackles + assists": (
        "Tackles + Assists; Tackles + Ast; Combined Tackles; Tackles & Assists; Total Tackles;"
        "Tackles And Assists; Tack + Ast"
    ),
    "solo tackles": "Solo Tackles",
    "sacks": "Sacks; Sack; Sacks Taken",
    "field goals made": (
        "Field Goals Made; Field Goals; FG Made; Made Field Goals; FGM; Field Goal; Successful Field Goals"
    ),
    "longest field goal": "Longest Field Goal; Longest FG; Longest Field Goal Made; Longest Made Field Goal",
    "extra points made": "Extra Points Made; Extra Points; PAT Made; PATs; XP Made; PATs Made",
    "kicking points": "Kicking Points; Kicker Points",
    "punts": "Punts",
    "first downs": "First Downs",
}

BASEBALL: dict[str, str] = {
    "hits": "Hits; Hit; Batter Hits",
    "runs batted in": "RBIs; RBI; Runs Batted In; RBI's",
    "home runs": "Home Runs; Home Run; HR; HRs; Homers; Homeruns",
    "total bases": "Total Bases; Bases; Total Base; TB",
    "hits + runs + rbis": (
        "Hits + Runs + RBIs; Hits + Runs + RBI; H + R + RBI; H + R + RBIs; HRR; Hits, Runs & RBIs; Hits Runs & RBIs;"
        "Hits & Runs & RBIs; Hits Runs RBIs; Hits/Runs/RBIs; Hits, Runs and RBIs; Hits Runs And RBIs;"
        "Runs + Hits + RBIs"
    ),
    "runs + rbis": "Runs + RBIs; Runs & RBIs",
    "singles": "Singles; Single",
    "doubles": "Doubles; Double",
    "triples": "Triples; Triple",
    "extra base hits": "Extra Base Hits; Extra-Base Hits",
    "batter walks": "Walks; Walk; Batter Walks; Base On Balls; Hitter Walks",
    "batter strikeouts": "Batter Strikeouts; Hitter Strikeouts; Strikeouts (Batter)",
    "stolen bases": "Stolen Bases; Stolen Base; SBs; SB",
    "strikeouts": (
        "Strikeouts; Strikeout; Strikeouts Thrown; Pitcher Strikeouts; Ks; K's; Pitching Strikeouts;Pitcher Ks; SO"
    ),
    "outs recorded": "Outs Recorded; Pitching Outs; Pitcher Outs; Outs; Pitcher Outs Recorded; Recorded Outs",
    "earned runs allowed": "Earned Runs Allowed; Earned Runs; ER Allowed; Pitcher Earned Runs; Runs Allowed; ER",
    "hits allowed": "Hits Allowed; Pitcher Hits Allowed; Pitching Hits Allowed",
    "walks allowed": "Walks Allowed; Pitcher Walks; Pitcher Walks Allowed; Pitching Walks",
    "pitches thrown": "Pitches Thrown; Pitch Count; Total Pitches; Pitches",
    "innings pitched": "Innings Pitched",
    "hits + runs + errors": "Hits + Runs + Errors; H + R + E; Total Hits + Runs + Errors; Hits Runs & Errors",
}

HOCKEY: dict[str, str] = {
    "shots on goal": "Shots On Goal; Shots-On-Goal; SOG; Shot On Goal",
    "saves": "Saves; Goalie Saves; Goaltender Saves; Goalkeeper Saves; Keeper Saves; Save",
    "power play points": "Power Play Points; Powerplay Points; PP Points; PPP; Power Play Goals",
    "blocked shots": "Blocked Shots; Shots Blocked",
    "faceoffs won": "Faceoffs Won; Faceoffs; Face-Offs Won; Face Offs Won",
    "goals allowed": "Goals Allowed; Goals Against",
    "plus / minus": "Plus/Minus; +/-; Plus Minus",
    "time on ice": "Time On Ice; TOI",
    "penalty minutes": "Penalty Minutes; PIM; PIMs",
    "goals + assists": "Goals + Assists; Goal + Assist; Goals & Assists; G + A; Goals And Assists",
}

SOCCER: dict[str, str] = {
    "shots on target": "Shots On Target; SOT; Shot On Target; Shots On Goal (Soccer)",
    "shots": "Shots; Shot; Shots Attempted; Shots Taken",
    "corners": "Corners; Corner Kicks; Corner; Match Corners; Total Corner Kicks",
    "cards": "Cards; Card; Yellow Cards; Bookings; Match Cards; Total Bookings",
    "booking points": "Booking Points; Bookings Points; Card Points",
    "red cards": "Red Cards; Red Card",
    "passes": "Passes; Passes Attempted; Passes Completed; Pass; Completed Passes; Attempted Passes",
    "tackles": "Tackles; Tackle; Successful Tackles; Tackles Won",
    "fouls": "Fouls; Fouls Committed; Foul; Fouls Made",
    "fouls won": "Fouls Won; Fouls Drawn; Fouls Suffered; To Be Fouled",
    "offsides": "Offsides; Offside",
    "crosses": "Crosses",
    "clearances": "Clearances",
    "dribbles": "Dribbles; Dribbles Completed; Attempted Dribbles; Successful Dribbles; Dribble Attempts",
    "chances created": "Chances Created; Key Passes; Shots Assisted; Shot Assists",
    "throw-ins": "Throw-Ins; Throw Ins",
    "goal kicks": "Goal Kicks",
}

INDIVIDUAL: dict[str, str] = {
    "games": (
        "Games; Game Total Games; Games Won; Total Games Won; Match Games; Total Match Games;Total Games In Match"
    ),
    "sets": "Sets; Match Sets; Number Of Sets; Sets Played; Sets In Match; Sets Won",
    "aces": "Aces; Ace",
    "double faults": "Double Faults; Double Fault",
    "break points won": "Break Points Won; Breaks Of Serve; Break Points; Breaks; Service Breaks",
    "tie-breaks": "Tiebreaks; Tie-Breaks; Tie Breaks; Tie Breaks Played; Total Tie Breaks; Total Tiebreaks",
    "rounds": "Rounds; Round; Fight Rounds; Rounds In Fight; Rounds Completed",
    "significant strikes": "Significant Strikes; Sig Strikes; Sig. Strikes; Significant Strikes Landed",
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
    "kills": "Kills; Kill; Map Kills; Kills On Maps",
    "headshots": "Headshots",
    "deaths": "Deaths",
    "180s": "180s; 180's; Most 180s",
    "legs": "Legs; Match Legs",
    "frames": "Frames; Match Frames",
}
"""Stats of individual sports: a subject there is always a player, even though it is in the matchup."""

OTHER: dict[str, str] = {
    "wickets": "Wickets; Wicket; Player Wickets",
    "sixes": "Sixes; Match Sixes; Total Sixes",
    "fours": "Fours; Match Fours; Total Fours",
    "tries": "Tries; Match Tries",
    "disposals": "Disposals",
    "marks": "Marks",
    "season wins": (
        "Season Wins; Regular Season Wins; Win Total; Season Win Total; Wins; Regular Season Win Total;Total Wins"
    ),
    "minutes": "Minutes; Minutes Played; Mins Played",
    "hits + stops": "Hits + Stops",
}

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

TEAM_STATS: dict[str, str] = {**SCORING, **BASKETBALL, **FOOTBALL, **BASEBALL, **HOCKEY, **SOCCER, **OTHER}
"""Stats whose subject may be a player or a team."""
