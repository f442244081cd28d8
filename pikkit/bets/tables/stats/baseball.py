"""What is counted in baseball, and every way books word it."""

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
