"""A league has one name, wherever its country stands: the titles of The Odds API and of other feeds."""

import pytest

from pikkit.bets.names import canonical_league, canonical_sport


@pytest.mark.parametrize(
    ("league", "texts"),
    [
        ("England Premier League", "EPL|English Premier League|ENGLAND: Premier League|Premier League (England)"),
        ("England Championship", "Championship|EFL Championship|English Championship|England - Championship"),
        ("England League One", "League 1|League One|England. League 1"),
        ("Spain La Liga", "La Liga - Spain|LaLiga|Spanish La Liga|SPAIN: LaLiga|Spain, La Liga"),
        ("Spain Segunda", "La Liga 2 - Spain|Segunda División|LaLiga 2|LaLiga Hypermotion"),
        ("Italy Serie A", "Serie A - Italy|Italian Serie A|Serie A"),
        ("Italy Serie B", "Serie B - Italy"),
        ("Brazil Serie A", "Brazil Série A|Serie A - Brazil|Brasileirão"),
        ("Germany Bundesliga", "Bundesliga - Germany|German Bundesliga|GERMANY: Bundesliga"),
        ("Germany 2. Bundesliga", "Bundesliga 2 - Germany|2. Bundesliga|Germany Bundesliga 2"),
        ("Austria Bundesliga", "Austrian Football Bundesliga|Bundesliga - Austria"),
        ("France Ligue 1", "Ligue 1 - France|French Ligue 1|Ligue One"),
        ("France Ligue 2", "Ligue 2 - France"),
        ("Netherlands Eredivisie", "Dutch Eredivisie|Eredivisie - Netherlands|HOLLAND: Eredivisie"),
        ("Portugal Primeira Liga", "Primeira Liga - Portugal|Liga Portugal|Portugal Liga NOS"),
        ("Belgium Pro League", "Belgium First Div|Jupiler Pro League|Belgian Pro League|Pro League - Belgium"),
        ("Turkey Super Lig", "Turkey Super League|Süper Lig|Super Lig - Türkiye|Trendyol Süper Lig"),
        ("Greece Super League", "Super League - Greece|Greek Super League"),
        ("Switzerland Super League", "Swiss Superleague|Super League - Switzerland"),
        ("Scotland Premiership", "Premiership - Scotland|Scottish Premiership|SPFL"),
        ("Scotland League Cup", "Scottish League Cup"),
        ("Sweden Allsvenskan", "Allsvenskan - Sweden|Allsvenskan"),
        ("UEFA Conference League", "UEFA Europa Conference League|Conference League"),
        ("UEFA Euro", "UEFA Euro 2024|Euro 2028"),
        ("FIFA World Cup", "FIFA World Cup 2026|World Cup"),
        ("MLS", "USA - MLS|MLS|USA: MLS 2025"),
        ("NBA", "USA: NBA|NBA 2025/26|NBA 2025-2026"),
        ("EuroLeague", "Basketball Euroleague"),
    ],
)
def test_a_league_is_told_by_every_title(league: str, texts: str) -> None:
    assert {text: canonical_league(text) for text in texts.split("|")} == dict.fromkeys(texts.split("|"), league)


@pytest.mark.parametrize(
    "text",
    ["Premier League - Egypt", "Premier League - Ireland", "Serie A - Ecuador", "Serie A Women - Italy",
     "Bundesliga U19", "US Open", "Women's Super League - England", "Bundesliga Women - Germany", "Liga Portugal 2"],
)  # fmt: skip
def test_a_league_of_somebody_else_keeps_its_own_name(text: str) -> None:
    assert canonical_league(text) == text
    assert canonical_sport("", text) is None
