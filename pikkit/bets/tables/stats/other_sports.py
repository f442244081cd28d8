"""What is counted in cricket, rugby and Australian football, and over a season, and every way books word it."""

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
