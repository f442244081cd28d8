"""What is counted in a game: the stem of player props, team totals and game totals, and every way books word it."""

SCORING: dict[str, str] = {
    "points": "Points; Point; Pts; Pt; Pts Scored; Points Scored; Scored Points; Match Points; Game Points",
    "goals": "Goals; Goal; Goals Scored; Scored Goals; Match Goals",
    "runs": "Runs; Run; Runs Scored; Scored Runs; Match Runs; Game Runs",
}
"""What the score is made of: of a game it is the "total", of a team the "team total"."""

BASKETBALL: dict[str, str] = {
    "rebounds": "Rebounds; Rebound; Rebs; Reb; Rbs; Rbd; Rbds; Rbnd; Rbnds; Boards; Total Rebounds",
    "assists": (
        "Assists; Assist; Asts; Ast; Assts; Asst; Dimes; To Assist; Anytime Assist; Anytime Assists;To Get An Assist"
    ),
    "threes": (
        "Threes; Three; Threes Made; Made Threes; Three Made; Three Pointers; Three Pointers Made; Three-Pointers;"
        "Three-Pointers Made; 3-Pointers; 3-Pointers Made; 3 Pointers; 3 Pointers Made; 3-PT Made; 3-Pt Made; 3PT Made;"
        "3 Point FG; 3-Point FG; 3 Point Field Goals Made; 3PM; 3PTM; 3's; 3s; 3PT; 3-PT; 3 Pt Made; Made 3 Pointers;"
        "Made Three Pointers; 3-Point Field Goals; 3-Point Field Goals Made; 3pt Field Goals; 3 Pts Made; 3PTs Made;"
        "Three Point Field Goals Made; Three Point Field Goals; Three Point Field Goal; 3 Point Field Goal; 3PTs;"
        "Made 3-Pointers; 3-Pointer; Three Pointer; 3 Pointer; 3-PT Field Goals; Made Three Point Field Goals;"
        "Three Point FG; Three Point FG Made; 3 Point FG Made; 3pt FG; 3pt FG Made; 3 Point Shots Made; 3 Pointer Made;"
        "Three Pointer Made; Three Point Shots; 3 Point Shots; Three Pt Made; 3FGM; 3PT FGM; 3 Point Made;"
        "3 Points Made; Made 3 Points Shots; Made 3 Point Shots; Made Three Point Shots"
    ),
    "three-point attempts": (
        "Threes Attempted; Three Attempts; 3s Attempted; Threes Attempts;"
        "3-PT Attempted; 3PT Attempted; 3-Pointers Attempted; Three Pointers Attempted; 3 Pointers Attempted; 3PA;"
        "3PT Attempts; 3-Pt Attempts; 3 Point Attempts; Three Point Attempts; 3-Point Field Goals Attempted;"
        "Three Point Field Goals Attempted; 3 Pointer Attempts; Three Pointer Attempts; 3PT FG Attempts"
    ),
    "steals": "Steals; Steal; Stls; Stl; Total Steals",
    "blocks": "Blocks; Block; Blks; Blk; Blocked Shots (Basketball); Total Blocks",
    "turnovers": "Turnovers; Turnover; TOs; To's; Tov; Tovs",
    "free throws made": "Free Throws Made; Free Throws; FT Made; FTM; Free Throw Made; FTs Made; Made Free Throws",
    "free throw attempts": "Free Throws Attempted; FT Attempted; FTs Attempted; FTA; Free Throw Attempts; FT Attempts",
    "field goals attempted": (
        "FG Attempted; FGs Attempted; Field Goals Attempted; FGA; Field Goal Attempts; FG Attempts"
    ),
    "two-pointer attempts": "2-PT Attempted; 2PT Attempted; Two Pointers Attempted; 2-Pointers Attempted; 2PT Attempts",
    "two-pointers made": "Two Pointers Made; 2-Pointers Made; 2-PT Made; Two-Pointers Made; 2PT Made",
    "offensive rebounds": "Offensive Rebounds; Off Rebounds; Off Rebs; OREB",
    "defensive rebounds": "Defensive Rebounds; Def Rebounds; Def Rebs; DREB",
    "dunks": "Dunks; Dunk",
    "points in the paint": "Points In The Paint; Points In Paint; Paint Points; Pts In The Paint",
    "fast break points": "Fast Break Points; Fastbreak Points; Fast Break Pts",
    "second chance points": "Second Chance Points; 2nd Chance Points",
    "bench points": "Bench Points; Points From The Bench; Points Off The Bench",
    "deflections": "Deflections; Deflection",
    **{
        f"quarters with {n}+ points": (
            f"Quarters With {n}+ Points; Quarters With {n}+ Pts; Quarters With {n} Or More Points"
        )
        for n in range(2, 11)
    },
    "personal fouls": "Personal Fouls; Personal Foul",
    "fantasy points": (
        "Fantasy Points; Fantasy Score; Fantasy Pts; Hitter Fantasy Score; Pitcher Fantasy Score; Fantasy; FPTS;"
        "Hitter Fantasy Points; Pitcher Fantasy Points; Goalie Fantasy Score; Fantasy Points Scored"
    ),
}

FOOTBALL: dict[str, str] = {
    "passing yards": (
        "Passing Yards; Pass Yards; Passing Yds; Pass Yds; Passing Yard; Pass Yd; Passing Yd; Yards Passing"
    ),
    "passing touchdowns": (
        "Passing Touchdowns; Passing TDs; Pass TDs; Passing TD; Pass Touchdowns; Passing Touchdown; Pass TD;"
        "Touchdown Passes; TD Passes; Touchdown Pass; TD Pass; Passing TD's; Pass TD's; Pass Touchdown;"
        "Touchdowns Thrown"
    ),
    "completions": (
        "Completions; Pass Completions; Passing Completions; Completion; Passes Completed (QB); Pass Comp; Pass Cmp"
    ),
    "passing attempts": (
        "Passing Attempts; Pass Attempts; Pass Attempt; Passing Attempt; Pass Att; Pass Atts; Passing Att"
    ),
    "completion percentage": "Completion Percentage; Completion %",
    "interceptions": (
        "Interceptions; Interception; Interceptions Thrown; INT; INTs; Passing Interceptions; INT's; INTs Thrown;"
        "Pass Interceptions; To Throw An Interception; Interception Thrown; Pass INTs; Pass INT"
    ),
    "longest completion": (
        "Longest Completion; Longest Pass Completion; Longest Pass; Longest Passing Completion;"
        "Longest Passing Play; Longest Passing Completion Yards"
    ),
    "rushing yards": (
        "Rushing Yards; Rush Yards; Rushing Yds; Rush Yds; Rushing Yard; Rush Yd; Rushing Yd; Yards Rushing"
    ),
    "rushing attempts": (
        "Rushing Attempts; Rush Attempts; Carries; Rush Attempt; Rushes; Rush Att; Rush Atts; Rushing Att;"
        "Rushing Attempt"
    ),
    "rushing touchdowns": (
        "Rushing Touchdowns; Rushing TDs; Rush TDs; Rushing TD; Rush Touchdowns; Rush TD; Rushing Touchdown"
    ),
    "longest rush": (
        "Longest Rush; Longest Rush Attempt; Longest Rushing Attempt; Longest Rush Yards; Longest Rushing Play"
    ),
    "receiving yards": (
        "Receiving Yards; Rec Yards; Receiving Yds; Rec Yds; Reception Yards; Receiving Yard; Rec Yd; Receiving Yd;"
        "Yards Receiving; Reception Yds"
    ),
    "receptions": "Receptions; Reception; Recs; Catches; Rec; Total Receptions; Receptions Made; Passes Caught",
    "receiving touchdowns": (
        "Receiving Touchdowns; Receiving TDs; Rec TDs; Receiving TD; Rec TD; Receiving Touchdown; Rec Touchdowns"
    ),
    "longest reception": (
        "Longest Reception; Longest Catch; Longest Rec; Longest Reception Yards; Longest Receiving Play"
    ),
    "first reception yards": (
        "Yards On First Reception; First Reception Yards; Yards On 1st Reception; 1st Reception Yards"
    ),
    "first rush yards": (
        "Yards On First Rush; Yards On First Rush Attempt; Yards On First Rushing Attempt; First Rush Yards;"
        "Yards On First Carry; First Rush Attempt Yards; Yards On 1st Rush Attempt; 1st Rush Attempt Yards"
    ),
    "first completion yards": "Yards On First Completion; First Completion Yards; Yards On 1st Completion",
    "targets": "Targets; Receiving Targets; Rec Targets",
    "touchdowns": (
        "Touchdowns; Touchdown; TDs; Touchdowns Scorer; TDs Scorer; Touchdowns Scored; Total TDs; TD;"
        "Rush + Rec Touchdowns Scored; TD's"
    ),
    "yards": "Yards; Total Yards; Yds; Total Yds; Offensive Yards; Total Offensive Yards; Total Offense",
    "solo tackles": "Solo Tackles; Solo Tackle",
    "assisted tackles": "Assisted Tackles; Tackle Assists",
    "defensive interceptions": "Defensive Interceptions; Def Interceptions; Def INTs",
    "sacks": "Sacks; Sack; To Record A Sack; To Get A Sack",
    "sacks taken": "Sacks Taken; Times Sacked; Sacks Allowed; To Be Sacked",
    "field goals made": (
        "Field Goals Made; Field Goals; FG Made; Made Field Goals; FGM; Field Goal; Successful Field Goals;"
        "FGs Made; FG; FGs"
    ),
    "longest field goal": "Longest Field Goal; Longest FG; Longest Field Goal Made; Longest Made Field Goal",
    "longest touchdown": "Longest Touchdown; Longest TD; Longest Touchdown Scored; Longest TD Scored",
    "extra points made": "Extra Points Made; Extra Points; PAT Made; PATs; XP Made; PATs Made",
    "kicking points": "Kicking Points; Kicker Points",
    "punts": "Punts",
    "punt yards": "Punt Yards; Punting Yards",
    "fumbles": "Fumbles; Fumble",
    "fumbles lost": "Fumbles Lost; Fumble Lost; Lost Fumbles",
    "tackles for loss": "Tackles For Loss; Tackle For Loss; TFL; TFLs",
    "penalties": "Penalties; Accepted Penalties; Penalties Accepted; Penalties Committed",
    "first downs": "First Downs",
}

BASEBALL: dict[str, str] = {
    "hits": "Hits; Hit; Batter Hits",
    "runs batted in": (
        "RBIs; RBI; Runs Batted In; RBI's; Run Batted In; To Record An RBI; To Record A RBI; To Get An RBI"
    ),
    "home runs": "Home Runs; Home Run; HR; HRs; Homers; Homeruns; Homer; Home Runs Hit; HR's",
    "total bases": "Total Bases; Bases; Total Base; TB",
    "singles": "Singles; Single; To Hit A Single; To Record A Single",
    "doubles": "Doubles; Double; To Hit A Double; To Record A Double",
    "triples": "Triples; Triple; To Hit A Triple; To Record A Triple",
    "extra base hits": "Extra Base Hits; Extra-Base Hits",
    "batter walks": "Walks; Walk; Batter Walks; Base On Balls; Hitter Walks; Bases On Balls; Batter BBs; BBs",
    "batter strikeouts": (
        "Batter Strikeouts; Hitter Strikeouts; Strikeouts (Batter); Batting Strikeouts; Batter Ks; Hitter Ks"
    ),
    "stolen bases": (
        "Stolen Bases; Stolen Base; SBs; SB; To Steal A Base; Steal A Base; Bases Stolen; To Record A Stolen Base"
    ),
    "strikeouts": (
        "Strikeouts; Strikeout; Strikeouts Thrown; Pitcher Strikeouts; Ks; K's; Pitching Strikeouts; Pitcher Ks; SO;"
        "Strike Outs; Pitcher Strikeout; Strikeouts Recorded; Pitching Ks"
    ),
    "outs recorded": (
        "Outs Recorded; Pitching Outs; Pitcher Outs; Outs; Pitcher Outs Recorded; Recorded Outs; Pitched Outs"
    ),
    "earned runs allowed": (
        "Earned Runs Allowed; Earned Runs; ER Allowed; Pitcher Earned Runs; Runs Allowed; ER; ERs;"
        "Earned Runs Against; ERs Allowed"
    ),
    "hits allowed": "Hits Allowed; Pitcher Hits Allowed; Pitching Hits Allowed",
    "walks allowed": "Walks Allowed; Pitcher Walks; Pitcher Walks Allowed; Pitching Walks; BB Allowed; Walks Issued",
    "pitches thrown": "Pitches Thrown; Pitch Count; Total Pitches; Pitches",
    "innings pitched": "Innings Pitched",
}

HOCKEY: dict[str, str] = {
    "shots on goal": "Shots On Goal; Shots-On-Goal; SOG; Shot On Goal; Shots O/G; SoGs; Shots On Net",
    "saves": "Saves; Goalie Saves; Goaltender Saves; Goalkeeper Saves; Keeper Saves; Save; Saves Made; GK Saves",
    "power play points": (
        "Power Play Points; Powerplay Points; PP Points; PPP; PP Point; Power Play Point; Powerplay Point;"
        "Power Play Goals"
    ),
    "blocked shots": "Blocked Shots; Shots Blocked",
    "faceoffs won": "Faceoffs Won; Faceoffs; Face-Offs Won; Face Offs Won; Faceoff Wins",
    "goals allowed": "Goals Allowed; Goals Against",
    "plus / minus": "Plus/Minus; Plus Minus",
    "time on ice": "Time On Ice; TOI; Time On Ice Minutes",
    "shifts": "Shifts; Shift",
    "penalty minutes": "Penalty Minutes; PIM; PIMs",
}

SOCCER: dict[str, str] = {
    "shots on target": "Shots On Target; SOT; Shot On Target; Shots On Goal (Soccer); Shots O/T",
    "headed shots on target": "Headed Shots On Target; Headed SOT; Headers On Target; Shots On Target With Head",
    "shots on target outside the box": (
        "Shots On Target Outside The Box; Shots On Target Outside Box; Shots On Target From Outside The Box;"
        "Shots On Target From Outside Box; SOT Outside The Box; SOT Outside Box; Outside Box Shots On Target"
    ),
    "headed shots": "Headed Shots; Headers",
    "shots outside the box": (
        "Shots Outside The Box; Shots Outside Box; Shots From Outside The Box; Shots From Outside Box;Outside Box Shots"
    ),
    "shots": "Shots; Shot; Shots Attempted; Shots Taken",
    "corners": "Corners; Corner Kicks; Corner; Match Corners; Total Corner Kicks; Corners Taken; Corner Kicks Taken",
    "cards": "Cards; Card; Yellow Cards; Bookings; Match Cards; Total Bookings",
    "booking points": "Booking Points; Bookings Points; Card Points",
    "red cards": "Red Cards; Red Card",
    "passes": "Passes; Passes Attempted; Passes Completed; Pass; Completed Passes; Attempted Passes",
    "tackles": "Tackles; Tackle; Successful Tackles; Tackles Won",
    "fouls": "Fouls; Fouls Committed; Foul; Fouls Made; Fouls Conceded",
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

OTHER: dict[str, str] = {
    "wickets": "Wickets; Wicket; Player Wickets",
    "sixes": "Sixes; Match Sixes; Total Sixes",
    "fours": "Fours; Match Fours; Total Fours",
    "tries": "Tries; Match Tries",
    "disposals": "Disposals; Disposal",
    "kicks": "Kicks",
    "handballs": "Handballs",
    "run metres": "Run Metres; Running Metres; Metres Run; Metres Gained; Run Meters; Metres",
    "line breaks": "Line Breaks; Linebreaks",
    "tackle breaks": "Tackle Breaks; Tackle Busts",
    "metres carried": "Metres Carried; Carries Metres",
    "centuries": "Centuries; Century Breaks; 100+ Breaks; Centuries Made",
    "fall of first wicket": "Fall Of 1st Wicket; Fall Of First Wicket; First Wicket Fall; 1st Wicket Method Runs",
    "winning score": "Winning Score; Winning Score In Tournament",
    "classified drivers": "Classified Drivers; Drivers Classified; Classified Finishers; Cars Classified",
    "duration": "Duration; Map Duration; Game Duration; Match Duration; Map Duration Minutes",
    "marks": "Marks",
    "season wins": (
        "Season Wins; Regular Season Wins; Win Total; Season Win Total; Wins; Regular Season Win Total;Total Wins"
    ),
    "season points": "Season Points; Regular Season Points; Total Season Points; Regular Season Point Total",
    "rounds won": "Rounds Won",
    "minutes": "Minutes; Minutes Played; Mins Played",
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

TEAM_STATS: dict[str, str] = {**SCORING, **BASKETBALL, **FOOTBALL, **BASEBALL, **HOCKEY, **SOCCER, **OTHER, **COMPOUNDS}
"""Stats whose subject may be a player or a team."""
