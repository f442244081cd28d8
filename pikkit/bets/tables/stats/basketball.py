"""What is counted in basketball, and every way books word it."""

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
