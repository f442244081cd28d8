"""What is counted in soccer, and every way books word it."""

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
