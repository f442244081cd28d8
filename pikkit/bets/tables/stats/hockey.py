"""What is counted in hockey, and every way books word it."""

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
