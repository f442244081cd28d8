"""Markets whose sides are yes and no, and every way books word them; see ``market_kind``."""

FOREIGN_NO = frozenset({"nein", "non", "não", "nao", "nej", "nee"})
"""A "no" of other languages, at the end of a phrase; alone, such words are also names ("Ja")."""

_BOTH_SCORE = (
    "Beide Teams Treffen", "Beide Teams Erzielen Ein Tor", "Beide Mannschaften Treffen", "Les Deux Équipes Marquent",
    "Les Deux Equipes Marquent", "Ambos Equipos Marcan", "Ambos Marcan", "Ambas Marcam", "Ambas Equipas Marcam",
    "Entrambe Le Squadre Segnano", "Entrambe Segnano", "Båda Lagen Gör Mål", "Beide Teams Scoren",
)  # fmt: skip
_ANSWERS = ("", " Ja", " Oui", " Sí", " Si", " Sim", *(f" {word}" for word in sorted(FOREIGN_NO)))

_UNITS = ("Points", "Goals", "Runs", "Corners", "Games", "Sets", "Maps", "Rounds", "Kills", "Frames", "Legs", "Score")

YES_NO_MARKETS: dict[str, str] = {
    "both teams to score": (
        "; ".join(phrase + answer for phrase in _BOTH_SCORE for answer in _ANSWERS) + ";"
        "Both Teams To Score; BTTS; Both Teams Score; Both Teams To Score (BTTS); Goal Goal; Goal/Goal; GG;"
        "Both Teams To Score - Yes/No; Both Teams To Score Yes/No;"
        "Gol Gol"
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
    "first three-pointer scorer": "First 3PM; First Three Made; First Made Three; First Made 3-Pointer; First 3PT",
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
        "Player To Hit A Home Run; Batter To Hit A Home Run; To Homer; To Go Yard; To Go Deep; Anytime Home Run Hitter"
    ),
    "grand slam": (
        "Grand Slam Hit; Grand Slam Hit In Game; Grand Slam In Game; Grand Slam In The Game; Grand Slam To Be Hit;"
        "To Hit A Grand Slam"
    ),
    "to record a hit": "To Record A Hit; To Get A Hit; Record A Hit; To Record 1+ Hits",
    "to record a win": (
        "To Record A Win; To Record The Win; Pitcher To Record A Win; Pitcher Win; Record A Win; Pitcher Wins;"
        "To Get The Win; Get The Win; To Earn The Win; Winning Pitcher; Credited With The Win"
    ),
    "to record a shutout": "To Record A Shutout; Shutout; Goalie Shutout",
    "run in first inning": (
        "Run In First Inning; Run In 1st Inning; Run In The First Inning; Run In The 1st Inning; YRFI; NRFI;"
        "Run Scored In First Inning; Run Scored In 1st Inning; Run Scored In The 1st Inning;"
        "Run Scored In The First Inning;"
        "Run To Be Scored In 1st Inning; Run To Be Scored In The 1st Inning; Runs Scored In 1st Inning;"
        " First Inning Run; 1st Inning Run; 1st Inning Run Scored;"
        "A Run In The 1st Inning; Score In The First Inning; Score In The 1st Inning; Score In First Inning;"
        "Any Runs In 1st Inning; Any Runs In The 1st Inning; Any Run In The 1st Inning;"
        "0.5 Run In 1st Inning; Score In 1st Inning; Runs In First Inning; Runs In 1st Inning"
    ),
    "goal in first ten minutes": (
        "Goal In First 10 Minutes; Goal In First Ten Minutes; GIFT; Goal In 1st 10 Minutes;"
        "Goal Scored In First 10 Minutes; Goal Scored In 1st 10 Minutes; Goal In The First 10 Minutes;"
        "Goal Scored In The First 10 Minutes; Goal To Be Scored In First 10 Minutes; A Goal In First 10 Minutes"
    ),
    "overtime": "Will There Be Overtime; Overtime Yes/No; To Go To Overtime; Game To Go To Overtime; Overtime;"
    "To Go To OT; Game To Go To OT; Go To OT; Go To Overtime; OT Yes/No",
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
        "Tie-Break In Match; Tie Break Played; Tie-Break Played; Tiebreak Played;"
        "Tiebreak In Match; Tie Break In Match; Tiebreak In Set; Tiebreak; Tie Break"
    ),
    "to make the cut": "To Make The Cut; Make The Cut; To Make Cut; Make Cut; To Miss The Cut; Miss The Cut; Miss Cut",
    "hole in one": "Hole In One; Hole-In-One",
    "safety": "Safety; Safety Scored; Will There Be A Safety",
    "odd or even": "; ".join(
        f"{what} {odd_even}".strip()
        for odd_even in ("Odd/Even", "Odd Or Even", "Odd Even")
        for what in ("", "Total", *(f"{of}{unit}" for of in ("", "Total ") for unit in _UNITS))
    ),
    "first round leader": "First Round Leader; 1st Round Leader; Round 1 Leader; FRL; Leader After Round 1",
    "top 5 finish": "Top Five; Top Five Finish",
    "top 10 finish": "Top Ten; Top Ten Finish",
    "top 20 finish": "Top Twenty; Top Twenty Finish",
    "podium finish": (
        "Podium Finish; Podium; Top 3 Finish; Top 3; Top Three Finish; To Finish On The Podium; To Finish Top 3;"
        "To Finish In Top 3; To Finish In The Top 3; Top 3 (Including Ties)"
    ),
    "points finish": (
        "Points Finish; To Finish In The Points; To Score Championship Points; To Score Points Finish;"
        "To Finish In Points; To Score Points In Race"
    ),
    "fastest lap": "Fastest Lap; To Set Fastest Lap; Driver To Set Fastest Lap; To Set The Fastest Lap",
    "pole position": (
        "Pole Position; To Win Pole Position; To Qualify On Pole; Fastest Qualifier; Qualifying Winner;"
        "To Win Qualifying"
    ),
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
    "nine-dart finish": "9 Dart Finish; Nine Dart Finish; 9-Darter; Nine-Darter; 9 Dart Leg; Nine Dart Leg",
    "maximum break": "147 Break; Maximum Break; 147 Maximum Break; 147 Break In Match",
    "century": "To Make A Century; To Make A Century Break; Century Break; To Score A Century Break",
    "to record a knockdown": "To Score A Knockdown; To Record A Knockdown; To Be Knocked Down",
    "virtual safety car": "Virtual Safety Car; VSC; Virtual Safety Car Deployed",
    "double podium": "Double Podium; Double Podium Finish",
    "hat-trick": "Hat-Trick; To Score A Hat-Trick; To Score Hat-Trick; Hattrick; To Score A Hattrick",
    "to be on the winning side": "To Score And Win; To Score And Team To Win; Score And Win",
    "to make the playoffs": "To Make The Playoffs; To Make Playoffs; Make The Playoffs; Make Playoffs",
}
