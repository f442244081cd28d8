"""The words that a competition's name is made of: what is won in "To Win the NFC North" and "Super Bowl LX Winner"."""

CONFERENCES: tuple[str, ...] = (
    "Eastern Conference", "Western Conference", "Conference", "AFC", "NFC", "American League", "National League", "AL",
    "NL", "AFC Championship", "NFC Championship", "Conference Finals", "Big Ten", "SEC", "ACC", "Big 12", "Pac-12",
    "Big East", "AL Pennant", "NL Pennant", "Pennant",
)  # fmt: skip
"""Halves of a league."""

DIVISIONS: tuple[str, ...] = (
    "Division", "Atlantic Division", "Central Division", "Southeast Division", "Northwest Division", "Pacific Division",
    "Southwest Division", "Metropolitan Division",
    *(f"{half} {side}" for half in ("AFC", "NFC") for side in ("North", "South", "East", "West")),
    *(f"{half} {side}" for half in ("AL", "NL") for side in ("East", "Central", "West")),
    *(f"Group {letter}" for letter in "ABCDEFGHIJKL"), "Group",
)  # fmt: skip
"""Parts of a conference, and groups of a cup."""

COMPETITIONS: tuple[str, ...] = (
    "Super Bowl", "World Series", "Stanley Cup", "NBA Finals", "NBA Championship", "NBA Champions", "NBA Champion",
    "NBA Cup", "WNBA Finals", "NBA Title", "NFL", "NBA", "MLB", "NHL", "WNBA", "MLS Cup", "Presidents Trophy",
    "Supporters Shield", "March Madness", "National Championship", "College Football Playoff", "NCAA Tournament",
    "Premier League", "English Premier League", "Championship", "League One", "League Two", "La Liga", "Serie A",
    "Bundesliga", "Ligue 1", "Eredivisie", "Primeira Liga", "Scottish Premiership", "Liga MX", "FA Cup", "EFL Cup",
    "Carabao Cup", "League Cup", "Copa del Rey", "Coppa Italia", "DFB Pokal", "Champions League", "Europa League",
    "Conference League", "Europa Conference League", "Club World Cup", "World Cup", "Euros", "Euro", "Copa America",
    "Nations League", "Africa Cup of Nations", "Gold Cup", "Six Nations", "Rugby World Cup", "Ashes", "IPL",
    "Indian Premier League", "Big Bash", "T20 World Cup", "Masters", "US Open", "U.S. Open", "PGA Championship",
    "Open Championship", "Open", "British Open", "The Open", "Players Championship", "Ryder Cup", "Presidents Cup",
    "FedEx Cup", "Wimbledon", "French Open", "Roland Garros", "Australian Open", "ATP Finals", "WTA Finals",
    "Davis Cup", "Drivers Championship", "Drivers' Championship", "Constructors Championship",
    "Constructors' Championship", "Drivers", "Drivers'", "Constructors", "Constructors'",
    "Grand Prix", "GP", "Daytona 500", "Indy 500", "Indianapolis 500", "Cup Series",
    "Kentucky Derby", "Grand National", "Gold Cup", "Derby", "Tour de France", "The International", "Major", "Worlds",
    "World Championship", "Title", "League", "Cup", "Tournament", "Trophy", "Tourney", "Event", "Race", "Finals",
    "Stage", "Pot", "Season", "500", "400", "600", "Coca-Cola 600", "Brickyard 400", "Pro Football", "Pro Basketball",
    "Pro Baseball", "Pro Hockey", "College Football", "College Basketball",
)  # fmt: skip
"""Whole competitions, and the words that their names end in."""
