"""Markets whose sides are home, away or draw, and every way books word them; see ``market_kind``."""

RESULT_MARKETS: dict[str, str] = {
    "moneyline": (
        "Moneyline; Money Line; ML; Match Winner; Match Result; Match Odds; Full Time Result; Fulltime Result; Result;"
        "1X2; To Win; To Win Match; To Win The Match; To Win Game; To Win Fight; To Win The Fight; Game Winner; Winner;"
        "Fight Winner; Bout Winner; Match Betting; Fight Betting; Head to Head; H2H; Set Winner; Map Winner; Winner ML;"
        "Quarter Winner; Half Winner; Period Winner; Match Moneyline; Game Moneyline; Moneyline Winner;"
        "Match Up Winner; Win; To Win Set; To Win The Set; To Win Map; To Win The Map; Match Winner 2-Way;"
        "Winner (2-Way);"
        "To Win Outright Game; Regular Time Winner; Money; Money-Line; Game Moneyline 2-Way; To Win The Bout Outright;"
        "Win Match; Win The Match; Win The Game; Wins The Match; Wins The Game; Wins The Fight; Wins Game; Wins Match;"
        "Wins The Bout; Win The Fight; Outcome; Pick Winner; Inning Winner; Race Moneyline;"
        "Game Winner In Set; Frame Winner; Leg Winner;"
        "To Win Bout; To Win The Bout; Match Money Line; Winner 2-Way; Straight Up; Odds To Win; Fight Result;"
        "Bout Result; Spielausgang; Résultat Du Match; Résultat; Resultado Final; Resultado Del Partido;"
        "Ganador Del Partido; Vencedor Do Encontro; Resultado Do Jogo; Esito Finale; Siegwette; Dreiweg"
    ),
    "three-way moneyline": (
        "3-Way Money Line; 3 Way Money Line; Money Line 3-Way; Money Line 3 Way; Three Way Money Line;"
        "3-Way Moneyline; 3 Way Moneyline; Moneyline 3-Way; Moneyline 3 Way; Three Way Moneyline; 3-Way; 3 Way; 3Way;"
        "Moneyline (3-Way); 3-Way Result; 3 Way Result; Regulation Time Result; 60 Minute Line; 60 Minutes Line;"
        "Regulation Winner; Regulation Moneyline; Regulation Time Moneyline; Regulation Time Winner;"
        "60 Min Line; 60 Min. Line;"
        "60 Minute Moneyline; 60 Minutes Moneyline; 60 Minute Moneyline 3-Way; 60 Minute 3-Way Moneyline;"
        "60 Minute Winner; 60 Minute Result; 60 Minute 3-Way;"
        "60 Min Moneyline; Tie No Bet 3-Way; 3-Way Line; 2-Way 3-Way; Result 3-Way; 3-Way ML"
    ),
    "spread": (
        "Spread; Point Spread; Points Spread; Handicap; Asian Handicap; Match Handicap; Run Line; Runline; Puck Line;"
        "Puckline; Goal Spread; Goals Spread; Game Spread; Match Spread; Spread Betting; Handicap Betting;"
        "With Handicap; To Win Match With Handicap; To Win With Handicap;"
        "Game Line;"
        "Points Line; Goals Line Spread; Handicap Points; Handicap Goals; Handicap Runs; Spread Points; Spread Goals;"
        "Spread Runs; Spreads; Handicaps; Asian Spread; Handicap Line; Spread Line; Against The Spread; ATS;"
        "Goals Spreads; AH; RL; Quarter Spread; Half Spread; Period Spread; Half Handicap; Quarter Handicap;"
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
    "frames spread": "Frame Handicap; Frames Handicap; Frame Spread; Frames Spread; Total Frames Handicap",
    "legs spread": "Leg Handicap; Legs Handicap; Leg Spread; Legs Spread",
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
        "First Goal Team; Next Team To Score; Next Goal; Team To Score First Goal;1st To Score; Next Goal (1)"
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
        "Tournament Match; 18 Hole Match; 72 Hole Match;"
        "Tournament Matchup; Tournament Matchups; Round Matchup; Round Matchups; Matchup; Matchups; Match-Up; 2-Ball;"
        "2 Ball; 3-Ball; 3 Ball; 2-Balls; 2 Balls; 3-Balls; 3 Balls; 2 Ball Betting; 3 Ball Betting;"
        "Head to Head Matchup; Driver Match Bet; Driver Matchup; Driver Matchups; Driver Head to Head; Driver H2H;"
        "Tournament Match Bet; 18 Hole Match Bet; 72 Hole Match Bet; 18 Hole Match Betting; 72 Hole Match Betting;"
        "18 Hole Matchup; 72 Hole Matchup; Tournament Match Betting; Round Match Bet; Round Match Betting; Match Bets;"
        "Golfer Matchup; Group Matchup; Matchup Winner;"
        "Tournament Head to Head; Finishing Position Matchup; Tournament Match-Up; Match Bet"
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
    "second pistol round": "Second Pistol Round; 2nd Pistol Round; Pistol Round 2; Pistol Round 2 Winner",
    "pistol round": (
        "Pistol Round; Pistol Round Winner; To Win Pistol Round; 1st Pistol Round; First Pistol Round; Pistol Round 1;"
        "Pistol Round 1 Winner"
    ),
    "leading after": (
        "To Lead After; Leading After; To Be Leading After; Leader After; To Be Winning At; Leading At; To Lead At;"
        "To Lead At The End Of; Leading At The End Of; To Be Ahead At; Ahead At;"
        " To Be Leading At; Leads After; Leads At; Winning At"
    ),
    "wire to wire": "Wire To Wire; Wire-To-Wire; To Win Wire To Wire; To Lead Wire To Wire; Win Every Quarter",
    "winning constructor": "Winning Constructor; Winning Car",
    "winning manufacturer": "Winning Manufacturer; Winning Car Manufacturer; Winning Make; Race Winning Manufacturer",
    "highest break": "Highest Break; Highest Match Break; Highest Break In Match",
    "highest checkout": "Highest Checkout; Highest Match Checkout; Highest Out",
    "highest opening partnership": (
        "Highest Opening Partnership; Most Runs In Opening Partnership; Best Opening Partnership"
    ),
    "best of the first six overs": (
        "Highest First 6 Overs Score; Highest 1st 6 Overs; Most Runs In First 6 Overs; Highest Score After 6 Overs"
    ),
    "tip-off": "Tip-Off; Tip Off; To Win Tip-Off; To Win The Tip; To Win Opening Tip; Opening Tip",
}
