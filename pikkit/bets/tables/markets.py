"""The market vocabulary: what a bet is on, and every way a book words it.

Two kinds of table. A *stat* is something counted (points, corners); what its market is called depends on whose it is:
a player's ("player points"), a team's ("team total") or the game's ("total"). Every other market has one name. Phrases
are split at ";"; case, surrounding punctuation and the words "Alt"/"Alternate" in front never matter.
"""

from enum import StrEnum


class MarketKind(StrEnum):
    """How the sides of a market are named."""

    RESULT = "result"
    """Home, away or draw: the side is the team or player the bet is on."""
    OVER_UNDER = "over_under"
    YES_NO = "yes_no"
    SELECTION = "selection"
    """Many outcomes: a score, a margin, a winner of many."""


RESULT_MARKETS: dict[str, str] = {
    "moneyline": (
        "Moneyline; Money Line; ML; Match Winner; Match Result; Match Odds; Full Time Result; Fulltime Result; Result;"
        "1X2; To Win; To Win Match; To Win The Match; To Win Game; To Win Fight; To Win The Fight; Game Winner; Winner;"
        "Fight Winner; Bout Winner; Match Betting; Fight Betting; Head to Head; H2H; Set Winner; Map Winner; Winner ML;"
        "Quarter Winner; Half Winner; Period Winner; Match Moneyline; Game Moneyline; Moneyline Winner;"
        "Match Up Winner; Win; To Win Set; To Win The Set; To Win Map; To Win The Map; Match Winner 2-Way;"
        "Winner (2-Way);"
        "To Win Outright Game; Regular Time Winner; Money; Money-Line; Game Moneyline 2-Way; To Win The Bout Outright;"
        "Win Match; Win The Match; Win The Game; Wins The Match; Outcome; Pick Winner; Inning Winner; Race Moneyline;"
        "To Win Bout; To Win The Bout; Match Money Line; Winner 2-Way; Straight Up; Odds To Win"
    ),
    "three-way moneyline": (
        "3-Way Moneyline; 3 Way Moneyline; Moneyline 3-Way; Moneyline 3 Way; Three Way Moneyline; 3-Way; 3 Way; 3Way;"
        "Moneyline (3-Way); 3-Way Result; 3 Way Result; Regulation Time Result; 60 Minute Line; 60 Minutes Line;"
        "Regulation Winner; Regulation Moneyline; Regulation Time Moneyline; Regulation Time Winner;"
        "60 Min Line; 60 Min. Line;"
        "60 Min Moneyline; Tie No Bet 3-Way; 3-Way Line; 2-Way 3-Way; Result 3-Way; 3-Way ML"
    ),
    "spread": (
        "Spread; Point Spread; Points Spread; Handicap; Asian Handicap; Match Handicap; Run Line; Runline; Puck Line;"
        "Puckline; Goal Spread; Goals Spread; Game Spread; Match Spread; Spread Betting; Handicap Betting; Game Line;"
        "Points Line; Goals Line Spread; Handicap Points; Handicap Goals; Handicap Runs; Spread Points; Spread Goals;"
        "Spread Runs; Spreads; Handicaps; Asian Spread; Handicap Line; Spread Line; Against The Spread; ATS;"
        "Goals Spreads;"
        "Spread 2-Way; Handicap 2-Way; Run Spread; Runs Spread; Goal Handicap; Goals Handicap; Points Handicap;"
        "Wins By; Win By; To Win By; Handicap Betting 2-Way; Wins By More Than; To Win By More Than; Win By More Than"
    ),
    "three-way spread": (
        "3-Way Handicap; 3 Way Handicap; 3-Way Spread; Handicap 3-Way; European Handicap; Handicap Result; Spread 3-Way"
    ),
    "games spread": (
        "Games Handicap; Game Handicap; Games Spread; Total Games Handicap; Total Games Spread; Handicap Games;"
        "Match Games Handicap; Spread Games; Game Spread Tennis; Games Won Handicap"
    ),
    "sets spread": "Set Handicap; Sets Handicap; Set Spread; Sets Spread; Total Sets Handicap; Handicap Sets",
    "maps spread": "Map Handicap; Maps Handicap; Map Spread; Maps Spread",
    "rounds spread": "Round Handicap; Rounds Handicap; Round Spread",
    "draw no bet": "Draw No Bet; DNB; Tie No Bet; Moneyline Draw No Bet; Winner Draw No Bet; 2-Way Moneyline",
    "to advance": (
        "To Advance; To Qualify; To Advance To Next Round; To Win Tie; To Progress; To Lift The Trophy; To Win Trophy"
    ),
    "series winner": "Series Winner; Series Moneyline; Series Price; To Win Series; To Win The Series; Series Betting",
    "series spread": "Series Spread; Series Handicap",
    "first to score": (
        "First Team To Score; Team To Score First; First To Score; To Score First; 1st Team To Score; Score First;"
        "First Goal Team; Next Team To Score; Next Goal; Team To Score First Goal;1st To Score"
    ),
    "last to score": "Last Team To Score; Team To Score Last; To Score Last; Last Goal",
    "to win to nil": "To Win To Nil; Win To Nil",
    "clean sheet": "Clean Sheet; To Keep A Clean Sheet; Keep A Clean Sheet",
    "to win from behind": (
        "To Win From Behind; Win From Behind; To Come From Behind And Win; To Win From 1 Set Down;"
        "To Win From A Set Down;"
        "To Win From 2 Sets Down; To Lose First Set And Win; To Lose 1st Set And Win Match; To Win After Losing 1st Set"
    ),
    "first set and match": "To Win 1st Set And Match; Win First Set And Match",
    "to win a set": "To Win A Set; To Win At Least One Set; Win A Set; To Win At Least 1 Set",
    "most corners": "Most Corners; Most Corners 3-Way; Corners Moneyline; Corner Match Bet",
    "most cards": "Most Cards; Most Booking Points; Most Bookings",
    "to win both halves": "To Win Both Halves; Win Both Halves",
    "to win either half": "To Win Either Half; Win Either Half",
    "race to": ("Race To"),
    "matchup": (
        "Tournament Matchup; Tournament Matchups; Round Matchup; Round Matchups; Matchup; Matchups; Match-Up; 2-Ball;"
        "2 Ball; 3-Ball; 3 Ball; Tournament Head to Head; Finishing Position Matchup; Tournament Match-Up; Match Bet"
    ),
    "to win the toss": "To Win The Toss; To Win Toss; Toss Winner; Coin Toss; Coin Toss Winner; Win The Toss",
    "to win a map": (
        "To Win A Map; To Win At Least One Map; To Win At Least 1 Map; Win At Least One Map; To Win 1+ Maps;"
        "To Win At Least A Map"
    ),
    "straight sets win": "To Win In Straight Sets; Straight Sets Win; Straight Sets; Win In Straight Sets",
    "first blood": "First Blood; To Get First Blood; 1st Blood; First Kill",
    "first tower": "First Tower; First Turret; To Destroy First Tower; 1st Tower; 1st Turret; First Inhibitor",
    "first dragon": "First Dragon; 1st Dragon; To Slay First Dragon; First Drake",
    "first baron": "First Baron; 1st Baron; To Slay First Baron; First Roshan",
    "pistol round": "Pistol Round; Pistol Round Winner; To Win Pistol Round; 1st Pistol Round; First Pistol Round",
    "leading after": "To Lead After; Leading After; To Be Leading After; Leader After; To Be Winning At; Leading At",
    "wire to wire": "Wire To Wire; Wire-To-Wire; To Win Wire To Wire; To Lead Wire To Wire; Win Every Quarter",
    "winning constructor": "Winning Constructor; Winning Car",
    "tip-off": "Tip-Off; Tip Off; To Win Tip-Off; To Win The Tip; To Win Opening Tip; Opening Tip",
}

YES_NO_MARKETS: dict[str, str] = {
    "both teams to score": (
        "Both Teams To Score; BTTS; Both Teams Score; Both Teams To Score (BTTS); Goal Goal; Goal/Goal; GG;"
        "Both Teams To Score - Yes/No; Both Teams To Score Yes/No"
    ),
    "anytime touchdown scorer": (
        "Anytime TDs; Any Time TD Scorer; Any Time TD; Any Time Touchdown; Anytime TD Score; ATD;"
        "Anytime Touchdowns; Anytime"
        " Touchdown Score; TD Anytime; Touchdown Anytime; Score A TD; To Score TD; ATTS;"
        "Anytime Touchdown Scorer; Anytime TD Scorer; Anytime Touchdown; Anytime TD; ATTD; To Score A Touchdown;"
        "To Score A TD; Anytime Scorer; To Score Anytime; Player To Score A Touchdown; Anytime Td Scorer Yes/No;"
        "Touchdown Scorer; TD Scorer; To Score Touchdown; Score A Touchdown; Any Time Touchdown Scorer"
    ),
    "first touchdown scorer": (
        "First Touchdown Scorer; First TD Scorer; 1st Touchdown Scorer; 1st TD Scorer; First Touchdown; First TD;"
        "First TD of Game; 1st TD; FTTD; To Score First Touchdown; To Score The First Touchdown; 1st Touchdown;"
        "To Score First TD; To Score 1st Touchdown; To Score 1st TD; First TD Score; First Touchdown Score; FTD"
    ),
    "last touchdown scorer": (
        "Last Touchdown Scorer; Last TD Scorer; Last Touchdown; Last TD; To Score Last Touchdown; To Score Last TD"
    ),
    "anytime goalscorer": (
        "Goal Anytime; To Score Anytime Goal; ATGS; AGS; Anytime Goals; Anytime Goal Score; Score Anytime Goal;"
        "1+ Goalscorer;"
        "Anytime Goalscorer; Anytime Goal Scorer; To Score A Goal; Anytime Goal; Goalscorer; Goal Scorer;"
        "To Score Goal;"
        "Player To Score; Any Time Goal Scorer; Any Time Goalscorer; To Score At Any Time; To Score; Score A Goal"
    ),
    "first goalscorer": (
        "First Goalscorer; First Goal Scorer; 1st Goalscorer; 1st Goal Scorer; To Score First Goal; First Goal;"
        "1st Goal; To Score 1st Goal; To Score The First Goal; First Player To Score"
    ),
    "last goalscorer": "Last Goalscorer; Last Goal Scorer; Last Goal Scorer Of Match; To Score Last Goal",
    "anytime tryscorer": (
        "Anytime Tryscorer; Anytime Try Scorer; Any Time Tryscorer; Any Time Try Scorer; To Score A Try; Try Scorer;"
        "Tryscorer; To Score Try; Try Anytime"
    ),
    "first tryscorer": (
        "First Tryscorer; First Try Scorer; 1st Tryscorer; 1st Try Scorer; To Score First Try; To Score The First Try"
    ),
    "last tryscorer": "Last Tryscorer; Last Try Scorer; To Score Last Try",
    "to score or assist": "To Score Or Assist; Score Or Assist; To Score Or Give Assist; Goal Or Assist",
    "first basket scorer": (
        "First Basket Scorer; First Basket; First Field Goal Scorer; First Field Goal; To Score First Basket;"
        "Player To Score First Basket; 1st Basket; 1st Basket Scorer;"
        "First Points Scorer; 1st Points Scorer; First Point Scorer; 1st Point Scorer; 1st Field Goal Scorer;"
        "First FG Scorer;"
        "1st FG Scorer; First FG; 1st FG; 1st Field Goal; First Points; 1st Points; First Scorer; 1st Scorer;"
        "First Pts Scorer;"
        "To Score First Points; To Score The First Points; To Score The First Basket; To Score 1st Basket;"
        "First Bucket;"
        "First Basket Of Game; First FGM; First Made Basket; To Score First Field Goal; To Score The First Field Goal;"
        "First Field Goal Made; 1st Field Goal Made"
    ),
    "first team basket scorer": (
        "First Team Basket Scorer; First Team Basket; Team First Basket Scorer; Team First Basket;"
        "1st Team Basket Scorer; 1st Team Basket; First Team Field Goal Scorer; Team First Field Goal Scorer;"
        "First Basket For Team"
    ),
    "first three-pointer scorer": (
        "First Three Point Field Goal Scorer; 1st Three Point Field Goal Scorer; First 3 Point Field Goal Scorer;"
        "First Three Pointer Scorer; First 3-Pointer Scorer; First 3pt Scorer; First 3 Point Scorer;"
        "First Three Scorer;"
        "1st Three Pointer Scorer; 1st 3-Pointer Scorer; 1st 3pt Scorer; First Three Pointer; First 3-Pointer;"
        "First Three;"
        "1st 3 Point Field Goal Scorer; First Three Point Field Goal; First 3 Point Field Goal; First 3PM;"
        "First Three Made;"
        "First Three Pointer Made; First 3-Pointer Made; First 3pt Made; To Make First Three;"
        "To Make The First Three Pointer;"
        "To Score First Three Pointer; To Score First 3-Pointer; 1st Three Pointer; 1st 3-Pointer; 1st 3-Pointer Made;"
        "First Made Three; First 3PT FG Scorer; First 3pt Field Goal; First 3pt Field Goal Scorer;"
        "1st Three Point Scorer;"
        "First Three Point Scorer; First Made 3-Pointer; 1st 3PT; First 3PT"
    ),
    "first home run hitter": (
        "First Home Run; First HR; First Home Run Hitter; To Hit First Home Run; 1st Home Run; 1st HR"
    ),
    "first rebound": "First Rebound; 1st Rebound; First Rebounder; To Get First Rebound",
    "first assist": "First Assist; 1st Assist; To Record First Assist",
    "team to score": "Team To Score; Team Scores; Team Score A Goal",
    "to score in both halves": "To Score In Both Halves; Score In Both Halves; Team To Score In Both Halves",
    "double double": (
        "Double Doubles; To Have A Double Double; To Get A Double Double; Double Double Yes; To Record Double Double;"
        "Double Double; Double-Double; To Record A Double Double; Record A Double Double; DD2; Doubledouble"
    ),
    "triple double": (
        "Triple Doubles; To Have A Triple Double; To Get A Triple Double; To Record Triple Double;"
        "Triple Double; Triple-Double; To Record A Triple Double; Record A Triple Double; TD3; Tripledouble"
    ),
    "home run hitter": (
        "To Hit A Home Run; To Hit A HR; Hit A Home Run; Anytime Home Run; Home Run Hitter; To Hit Home Run; To Hit HR;"
        "Player To Hit A Home Run; Batter To Hit A Home Run; To Homer; Anytime Home Run Hitter"
    ),
    "to record a hit": "To Record A Hit; To Get A Hit; Record A Hit; To Record 1+ Hits",
    "to record a win": "To Record A Win; To Record The Win; Pitcher To Record A Win; Pitcher Win; Record A Win",
    "to record a shutout": "To Record A Shutout; Shutout; Goalie Shutout",
    "run in first inning": (
        "Run In First Inning; Run In 1st Inning; Run In The First Inning; Run In The 1st Inning; YRFI; NRFI;"
        "Run Scored In First Inning; Run Scored In 1st Inning; Run Scored In The 1st Inning;"
        "Run Scored In The First Inning;"
        "Run To Be Scored In 1st Inning; Run To Be Scored In The 1st Inning; Runs Scored In 1st Inning;"
        " First Inning Run; 1st Inning Run; 1st Inning Run Scored;"
        "A Run In The 1st Inning; 0.5 Run In 1st Inning; Score In 1st Inning; Runs In First Inning; Runs In 1st Inning"
    ),
    "goal in first ten minutes": (
        "Goal In First 10 Minutes; Goal In First Ten Minutes; GIFT; Goal In 1st 10 Minutes;"
        "Goal Scored In First 10 Minutes; Goal Scored In 1st 10 Minutes; Goal In The First 10 Minutes;"
        "Goal Scored In The First 10 Minutes; Goal To Be Scored In First 10 Minutes; A Goal In First 10 Minutes"
    ),
    "overtime": "Will There Be Overtime; Overtime Yes/No; To Go To Overtime; Game To Go To Overtime; Overtime",
    "extra innings": "Extra Innings; Will There Be Extra Innings; To Go To Extra Innings",
    "goes the distance": (
        "Goes The Distance; To Go The Distance; Fight To Go The Distance; Go The Distance; Fight Goes The Distance;"
        "Will The Fight Go The Distance; GTD; Fight To Go Distance; Bout To Go The Distance"
    ),
    "to be booked": (
        "To Be Booked; To Be Carded; Player To Be Booked; Player To Be Carded; Player Carded; To Receive A Card;"
        "Shown A Card; To Get A Card; To Be Shown A Card"
    ),
    "to be sent off": "To Be Sent Off; Red Card In Match; Player To Be Sent Off; Sending Off",
    "penalty awarded": "Penalty Awarded; Penalty In Match; Penalty Kick Awarded; To Score A Penalty",
    "goal in both halves": (
        "Goal Scored In Both Halves; Goal In Both Halves; Goals In Both Halves; Goal To Be Scored In Both Halves;"
        "A Goal In Both Halves"
    ),
    "own goal": "Own Goal; Own Goal In Match",
    "tie-break in match": (
        "Tie-Break In Match; Tiebreak In Match; Tie Break In Match; Tiebreak In Set; Tiebreak; Tie Break"
    ),
    "to make the cut": "To Make The Cut; Make The Cut; To Make Cut; Make Cut; To Miss The Cut; Miss The Cut; Miss Cut",
    "hole in one": "Hole In One; Hole-In-One",
    "safety": "Safety; Safety Scored; Will There Be A Safety",
    "odd or even": "Odd/Even; Odd Or Even; Total Odd/Even; Total Points Odd/Even; Total Goals Odd/Even; Odd Even",
    "first round leader": "First Round Leader; 1st Round Leader; Round 1 Leader; FRL; Leader After Round 1",
    "top 5 finish": "Top Five; Top Five Finish",
    "top 10 finish": "Top Ten; Top Ten Finish",
    "top 20 finish": "Top Twenty; Top Twenty Finish",
    "podium finish": (
        "Podium Finish; Podium; Top 3 Finish; Top 3; Top Three Finish; To Finish On The Podium; To Finish Top 3;"
        "To Finish In Top 3; To Finish In The Top 3; Top 3 (Including Ties)"
    ),
    "points finish": "Points Finish; To Finish In The Points; To Score Championship Points; To Score Points Finish",
    "fastest lap": "Fastest Lap; To Set Fastest Lap; Driver To Set Fastest Lap; To Set The Fastest Lap",
    "pole position": "Pole Position; To Win Pole Position; To Qualify On Pole; Fastest Qualifier; Qualifying Winner",
    "to be classified": "To Be Classified; Classified Finisher; To Finish Race; To Finish The Race",
    "safety car": "Safety Car; Safety Car Period; Safety Car Deployed; Safety Car During Race",
    "to be placed": "To Be Placed; To Place; Place Only; Placed; To Show; Top 3 Places",
    "each way": "Each Way; Each-Way; E/W; EW; Win/Place; Win Or Each Way",
    "to be relegated": "To Be Relegated; Relegation; To Get Relegated; Relegated",
    "to be promoted": "To Be Promoted; Promotion; To Get Promoted; To Win Promotion; Promoted",
    "to reach the final": "To Reach The Final; To Reach Final; Reach The Final; To Make The Final; Reach Final",
    "to reach the semifinals": (
        "To Reach The Semifinals; To Reach Semi Finals; To Reach The Semi Final; To Reach The Semi-Finals;"
        "Reach Semifinals; To Reach The Final Four; To Make The Final Four"
    ),
    "to miss the playoffs": "To Miss The Playoffs; To Miss Playoffs; Miss The Playoffs; Miss Playoffs",
    "two-point conversion": (
        "Successful 2-Point Conversion; Successful 2-Pt Conversion; 2-Point Conversion; Two-Point Conversion;"
        "2-Pt Conversion; Successful Two-Point Conversion; Two Point Conversion Made; 2 Pt Conversion Made"
    ),
    "defensive or special teams touchdown": (
        "Defensive Or Special Teams Touchdown; Defensive/Special Teams Touchdown; D/ST Touchdown; D/ST TD;"
        "Defensive Or Special Teams TD; Special Teams Or Defensive Touchdown; Defensive Touchdown; Defensive TD"
    ),
    "three unanswered scores": (
        "Any Team To Score 3 Times Unanswered; Team To Score 3 Unanswered Times; 3 Unanswered Scores;"
        "Three Unanswered Scores; To Score 3 Unanswered Times; To Score 3 Times Unanswered"
    ),
    "to score 50": (
        "To Score 50; To Score A 50; To Score A Fifty; To Score Fifty; To Score A Half Century; Half Century;"
        "Fifty To Be Scored"
    ),
    "to score 100": "To Score 100; To Score A 100; To Score A Hundred; To Score A Century; Century To Be Scored",
    "fight to start": "Fight To Start; Fight Starts; To Start; Fight To Begin; Will Start",
    "hat-trick": "Hat-Trick; To Score A Hat-Trick; To Score Hat-Trick; Hattrick; To Score A Hattrick",
    "to be on the winning side": "To Score And Win; To Score And Team To Win; Score And Win",
    "to make the playoffs": "To Make The Playoffs; To Make Playoffs; Make The Playoffs; Make Playoffs",
}

JOINT_MARKETS = frozenset(
    {
        "moneyline and total", "moneyline and both teams to score", "spread and total",
        "both teams to score and total",
    }
)  # fmt: skip
"""Two conditions under one name: a leg on one of them is on no single market."""

SELECTION_MARKETS: dict[str, str] = {
    "double chance": "Double Chance; Double Chance Result; DC",
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
        "Exact Winning Margin"
    ),
    "moneyline and total": (
        "Moneyline & Total; Moneyline And Total; Moneyline / Total; Result & Total Goals; Result And Total Goals;"
        "Match Result And Total; Match Result & Total Goals; Moneyline + Total; Money Line And Total; Winner & Total"
    ),
    "moneyline and both teams to score": (
        "Moneyline And Both Teams To Score; Result And Both Teams To Score; Result & Both Teams To Score;"
        "Match Result And Both Teams To Score; Match Result & BTTS; Result & BTTS; Moneyline & Both Teams To Score"
    ),
    "spread and total": "Spread & Total; Spread And Total; Spread / Total; Run Line And Total; Puck Line And Total",
    "both teams to score and total": (
        "Both Teams To Score And Total; Both Teams To Score And Total Goals; BTTS & Total; BTTS And Over/Under;"
        "Both Teams To Score & Total Goals"
    ),
    "inside the distance": "Inside The Distance; To Win Inside The Distance; ITD; Win Inside The Distance",
    "method of victory": (
        "Method of Victory; Method Of Result; Winning Method; To Win By KO/TKO; To Win By Submission; By KO/TKO;"
        "To Win By Decision; To Win By Points; Win By KO/TKO; Win By Submission; Win By Decision; By Submission;"
        "By Decision; By KO/TKO/DQ; Fight Outcome; Method And Round; To Win By KO/TKO/DQ; To Win By KO; By KO; By TKO;"
        "By Split Decision; By Unanimous Decision; By Majority Decision; By Points; By Points Or Decision; By Finish;"
        "By KO/TKO Or Submission; By KO Or Submission; By Decision Or Points; By Technical Decision; Wins By KO/TKO;"
        "Wins By Submission; Wins By Decision; Wins By KO; Wins By Split Decision; Wins By Unanimous Decision;"
        "By Submission Or KO/TKO; By DQ; By Disqualification; By Knockout; By Knock Out; By Technical Knockout;"
        "To Win By Split Decision; To Win By Unanimous Decision; To Win By Majority Decision; To Win By TKO;"
        "To Win By Decision Or Technical Decision; By Decision Or Technical Decision; By KO, TKO or DQ;"
        "By KO/TKO/DQ Or Submission; To Win By KO/TKO/DQ Or Submission; To Win By KO/TKO Or Submission"
    ),
    "round betting": (
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
        "Comeback Player of the Year; Top Goalscorer; Top Goal Scorer; Ballon d'Or; Man of the Match"
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
    "exact goals": "Exact Goals; Total Exact Goals; Exact Total Goals; Number Of Goals; Goals Range; Total Goals Range",
    "finishing order": "Forecast; Straight Forecast; Exacta; Trifecta; Quinella; Dual Forecast; Exact Finishing Order",
    "draft": "Draft Position; First Overall Pick; To Be Drafted; #1 Overall Pick; 1st Overall Pick; Draft Pick",
}
