"""What is counted in American football, and every way books word it."""

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
