"""Markets of many outcomes, and every way books word them; see ``market_kind``."""

JOINT_MARKETS = frozenset(
    {
        "moneyline and total", "moneyline and both teams to score", "spread and total",
        "both teams to score and total",
    }
)  # fmt: skip
"""Two conditions under one name: a leg on one of them is on no single market."""

OF_PLAYERS = frozenset({"top batter", "top bowler", "top scorer", "award", "first goalscorer", "first basket scorer"})
"""Markets that a player wins, though a team may be named in front ("India Top Batter Ann Able")."""

OF_NOBODY = frozenset(
    {"safety car", "hole in one", "virtual safety car", "winning score", "classified drivers", "nine-dart finish"}
)
"""Markets of a race or a round: what is named beside them is the event."""

SELECTION_MARKETS: dict[str, str] = {
    "double chance": (
        "Double Chance; Double Chance Result; DC; Doppelte Chance; Doble Oportunidad; Dupla Chance; Doppia Chance;"
        "Dubbelchans; Dupla Hipótese"
    ),
    "correct score": (
        "Exact Match Score; Exact Sets; Correct Scores; Set Correct Score; Match Score; Exact Final Score;"
        "Correct Score; Exact Score; Correct Set Score; Set Betting; Set Score; Final Score; Correct Map Score;"
        "Match Correct Score; Series Correct Score; Exact Series Result"
    ),
    "halftime / fulltime": (
        "Half Time/Full Time; Halftime/Fulltime; Half Time / Full Time; HT/FT; Double Result; Half-Time/Full-Time;"
        "Halftime / Fulltime; Half/Full; Half Time Full Time"
    ),
    "winning margin": (
        "Winning Margin; Margin of Victory; Win Margin; Victory Margin; Winning Margin 3-Way; Winning Margin Range;"
        "Exact Winning Margin; To Win By Exactly; Wins By Exactly; Win By Exactly; Margin; Winning Margin Band"
    ),
    "moneyline and total": (
        "Moneyline & Total; Moneyline And Total; Moneyline / Total; Result & Total Goals; Result And Total Goals;"
        "Match Result And Total; Match Result & Total Goals; Moneyline + Total; Money Line And Total; Winner & Total"
    ),
    "moneyline and both teams to score": (
        "Result/Both Teams To Score; Match Result/Both Teams To Score; Full Time Result/Both Teams To Score;"
        "Result/BTTS; Moneyline And Both Teams To Score; Result And Both Teams To Score; Result & Both Teams To Score;"
        "Match Result And Both Teams To Score; Match Result & BTTS; Result & BTTS; Moneyline & Both Teams To Score"
    ),
    "spread and total": "Spread & Total; Spread And Total; Spread / Total; Run Line And Total; Puck Line And Total",
    "both teams to score and total": (
        "Both Teams To Score And Total; Both Teams To Score And Total Goals; BTTS & Total; BTTS And Over/Under;"
        "Both Teams To Score & Total Goals"
    ),
    "inside the distance": (
        "Inside The Distance; To Win Inside The Distance; ITD; Win Inside The Distance; Wins Inside The Distance;"
        "Inside Distance; To Win Inside Distance; Win Inside Distance"
    ),
    "method of victory": (
        "By Decision Or Submission; To Win By Decision Or Submission; To Win By Submission Or Decision;"
        "By Submission Or Decision; By KO/TKO Or Decision; To Win By KO/TKO Or Decision;"
        "Method of Victory; Method Of Result; Winning Method; To Win By KO/TKO; To Win By Submission; By KO/TKO;"
        "To Win By Decision; To Win By Points; Win By KO/TKO; Win By Submission; Win By Decision; By Submission;"
        "By Decision; By KO/TKO/DQ; Fight Outcome; Method And Round; To Win By KO/TKO/DQ; To Win By KO; By KO; By TKO;"
        "By Split Decision; By Unanimous Decision; By Majority Decision; By Points; By Points Or Decision; By Finish;"
        "By KO/TKO Or Submission; By KO Or Submission; By Decision Or Points; By Technical Decision; Wins By KO/TKO;"
        "Wins By Submission; Wins By Decision; Wins By KO; Wins By Split Decision; Wins By Unanimous Decision;"
        "By Submission Or KO/TKO; By DQ; By Disqualification; By Knockout; By Knock Out; By Technical Knockout;"
        "To Win By Split Decision; To Win By Unanimous Decision; To Win By Majority Decision; To Win By TKO;"
        "To Win By Decision Or Technical Decision; By Decision Or Technical Decision; By KO, TKO or DQ;"
        "By KO/TKO/DQ Or Submission; To Win By KO/TKO/DQ Or Submission; To Win By KO/TKO Or Submission;"
        "Unanimous Decision; Split Decision; Majority Decision; To Win In Overtime; In Overtime; To Win In Shootout;"
        "In Shootout; To Win In A Shootout; To Win In Extra Time; To Win On Penalties; After Extra Time; On Penalties;"
        "Wins By Points; Wins On Points; Win On Points; To Win On Points; On Points; Points Win; Points Victory"
    ),
    "round betting": (
        "Wins In Round; Win In Round;"
        "Round Betting; Winning Round; Round Of Victory; To Win In Round; Exact Round; Round Group Betting;"
        "Fight To End; Fight Ends; Fight To Finish; To Finish Fight; Round Props; Round Group; To Win In Rounds;"
        "Fight To Be Won; Round Finish"
    ),
    "highest scoring half": (
        "Highest Scoring Half; Half With Most Goals; Highest Scoring Quarter; Highest Scoring Period"
    ),
    "outright": (
        "Outright Winner; Outright; Outrights; Tournament Winner; To Win Outright; To Win Tournament; To Win The Cup;"
        "To Win The Tournament; Championship Winner; League Winner; Futures; Future; To Win League; To Win The League;"
        "Race Winner; To Win Race; Winner (Outright); To Win The Championship; Super Bowl Winner; Stanley Cup Winner;"
        "World Series Winner; NBA Championship; NBA Champion; Super Bowl Champion; World Series Champion; To Win Event;"
        "Stanley Cup Champion; To Win Championship; Champion; Champions; To Be Champions; To Be Crowned Champions;"
        "To Lift;"
        "To Win Title; To Win The Title; National Championship Winner; Tournament Outright; Event Winner"
    ),
    "conference winner": (
        "Conference Winner; To Win Conference; Eastern Conference Winner; Western Conference Winner; AFC Champion;"
        "NFC Champion; AFC Winner; NFC Winner; American League Winner; National League Winner; To Win The Conference;"
        "AFC Championship Winner; NFC Championship Winner; Conference Champion; American League Champion"
    ),
    "division winner": (
        "Division Winner; To Win Division; To Win The Division; Group Winner; To Win Group; Divison Winner"
    ),
    "award": (
        "MVP; Most Valuable Player; Regular Season MVP; NBA MVP; NFL MVP; AL MVP; NL MVP; AL Cy Young; NL Cy Young;"
        "Cy Young; Rookie of the Year; Offensive Rookie of the Year; Defensive Rookie of the Year; Award Winner;"
        "Defensive Player of the Year; Offensive Player of the Year; Coach of the Year; Most Improved Player;"
        "Sixth Man of the Year; Heisman Trophy; Heisman Winner; Heisman Trophy Winner; Super Bowl MVP; Finals MVP;"
        "Comeback Player of the Year; Top Goalscorer; Top Goal Scorer; Ballon d'Or; Man of the Match;"
        "King of the Mountains; Points Classification; Mountains Classification; Young Rider Classification;"
        "To Win The Points Classification; To Win The Mountains Classification; General Classification;"
        "Player of the Match; Player of the Game; Man of the Game; Player of the Tournament; Player of the Series"
    ),
    "top batter": (
        "Top Batter; Top Batsman; Top Run Scorer; Top Runscorer; Top Team Batter; Top Team Batsman; Team Top Batter;"
        "Top Batsman (Team); Top Match Batter; Top Match Batsman; Team Top Batsman; To Be Top Batter; Top Batters"
    ),
    "top bowler": (
        "Top Bowler; Top Wicket Taker; Top Team Bowler; Team Top Bowler; Top Match Bowler; To Be Top Bowler;"
        "Top Wicket-Taker; Leading Wicket Taker"
    ),
    "top scorer": "Top Scorer; Top Point Scorer; Top Points Scorer; Highest Scorer; Team Top Scorer; Leading Scorer",
    "exact wins": "Exact Wins; Exact Season Wins; Exact Regular Season Wins; Season Wins Range",
    "exact goals": (
        "Exact Goals; Total Exact Goals; Exact Total Goals; Number Of Goals; Goals Range; Total Goals Range;"
        "Multigoals; Multi Goals; Multigoal; Goals Band; Exact Points; Exact Runs; Exact Maps; Exact Rounds"
    ),
    "finishing order": "Forecast; Straight Forecast; Exacta; Trifecta; Quinella; Dual Forecast; Exact Finishing Order",
    "quarter / fulltime": "Quarter Time/Full Time; Quarter Time/Full Time Double; Quarter/Full",
    "drive result": "Drive Result; First Drive Result; 1st Drive Result; Opening Drive Result",
    "method of dismissal": "Method Of Dismissal; Dismissal Method; How Out",
    "first scoring play": "First Scoring Play; 1st Scoring Play",
    "time of first goal": "Time Of First Goal; Time Of 1st Goal; First Goal Time; Minute Of First Goal",
    "winning nationality": "Nationality Of Winner; Winning Nationality; Winner's Nationality; Winner Nationality",
    "sprint winner": "Sprint Winner; To Win Sprint; To Win The Sprint; Sprint Race Winner; To Win Sprint Race",
    "first to retire": "First Driver To Retire; First To Retire; First Retirement; First Driver Out",
    "draft": "Draft Position; First Overall Pick; To Be Drafted; #1 Overall Pick; 1st Overall Pick; Draft Pick",
}
