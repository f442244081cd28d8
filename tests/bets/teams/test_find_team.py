import pytest

from pikkit.bets.teams import Spelling, find_pair, find_team, team_candidates, team_run


@pytest.mark.parametrize(
    ("text", "league", "key"),
    [
        ("MIA Marlins", None, "mlb:miami-marlins"),
        ("Miami", "MLB", "mlb:miami-marlins"),
        ("Miami", "NBA", "nba:miami-heat"),
        ("Miami", "NFL", "nfl:miami-dolphins"),
        ("Giants", "NFL", "nfl:new-york-giants"),
        ("Giants", "MLB", "mlb:san-francisco-giants"),
        ("NYG", "National Football League", "nfl:new-york-giants"),
        ("ANA Ducks", None, "nhl:anaheim-ducks"),
        ("VGS Golden Knights", "NHL", "nhl:vegas-golden-knights"),
        ("Los Angeles R", "NFL", "nfl:los-angeles-rams"),
        ("Indians", "MLB", "mlb:cleveland-guardians"),
        ("the Sixers", "NBA", "nba:philadelphia-76ers"),
        ("Man Utd", "EPL", "england:manchester-united"),
        ("MAN UNITED", "England Premier League", "england:manchester-united"),
        ("Manchester United FC", None, "england:manchester-united"),
        ("Wolves", "EPL", "england:wolverhampton-wanderers"),
        ("Wolves", "NBA", "nba:minnesota-timberwolves"),
        ("Nott'm Forest", "EFL Championship", "england:nottingham-forest"),
        ("FC Koln", "Bundesliga", "germany:1-fc-koln"),
        ("Köln", "Bundesliga", "germany:1-fc-koln"),
        ("BESIKTAS", "Super Lig", "turkey:besiktas"),
        ("St. Gilloise", "Belgium Pro League", "belgium:union-saint-gilloise"),
        ("Milan", "Serie A", "italy:ac-milan"),
        ("Inter Milan", "Champions League", "italy:inter"),
        ("Miami FL", "NCAAF", "college:miami-fl"),
        ("Miami (OH)", "NCAAB", "college:miami-oh"),
        ("Ole Miss", "NCAAF", "college:mississippi"),
        ("#5 Duke Blue Devils", "NCAAB", "college:duke"),
        ("Ohio St.", "NCAAF", "college:ohio-state"),
        ("Saint John's", "NCAAB", "college:st-john-s"),
        ("Texas", "NCAAB", "college:texas"),
        ("FAU", "NCAAB", "college:florida-atlantic"),
        ("UNT", "NCAAF", "college:north-texas"),
        ("LBSU", "NCAAB", "college:long-beach-state"),
        ("URI", "NCAAB", "college:rhode-island"),
        ("UGA", "NCAAF", "college:georgia"),
        ("NYY Yankees (G Cole)", "MLB", "mlb:new-york-yankees"),
        ("USA", "Copa America", "nations:united-states"),
    ],
)
def test_a_team_has_one_key_whatever_a_book_calls_it(text: str, league: str | None, key: str) -> None:
    found = find_team(text, league)
    assert found is not None
    assert found.team.key == key


@pytest.mark.parametrize(
    ("text", "league"),
    [
        ("Miami", None),
        ("Giants", None),
        ("Barcelona", None),
        ("Miami", "NCAAF"),
        ("Los Angeles", "NBA"),
        ("New York", "NFL"),
        ("Arsenal", "Argentina Primera"),
        ("Arsenal Women", "EPL"),
        ("England U21", "UEFA Euro"),
        ("", "NBA"),
        ("()", None),
        ("Ann Able", "NBA"),
    ],
)
def test_a_name_that_may_be_anothers_is_no_team(text: str, league: str | None) -> None:
    assert find_team(text, league) is None


def test_a_full_name_is_surer_than_a_part_and_a_part_than_a_code() -> None:
    ways = [find_team(text) for text in ("Seattle Kraken", "Kraken", "NYK")]
    assert [way and way.spelling for way in ways] == [Spelling.FULL, Spelling.PART, Spelling.CODE]
    assert [way and way.confidence for way in ways] == [1.0, 0.9, 0.7]


@pytest.mark.parametrize(
    ("first", "second", "keys"),
    [
        ("Giants", "Dodgers", ("mlb:san-francisco-giants", "mlb:los-angeles-dodgers")),
        ("Knicks", "Hornets", ("nba:new-york-knicks", "nba:charlotte-hornets")),
        ("Los Angeles R", "Atlanta", ("nfl:los-angeles-rams", "nfl:atlanta-falcons")),
        ("Bayern", "Man City", ("germany:bayern-munich", "england:manchester-city")),
        ("Rangers", "Celtic", ("scotland:rangers", "scotland:celtic")),
        ("Rangers", "Devils", ("nhl:new-york-rangers", "nhl:new-jersey-devils")),
    ],
)
def test_the_two_teams_of_a_game_settle_each_other(first: str, second: str, keys: tuple[str, str]) -> None:
    found = find_pair(first, second)
    assert found is not None
    assert (found.first.key, found.second.key) == keys
    turned = find_pair(second, first)
    assert turned is not None
    assert (turned.second.key, turned.first.key) == keys


@pytest.mark.parametrize(("first", "second"), [("MIL", "DET"), ("Cleveland", "New York"), ("Duke", "Nobody")])
def test_two_codes_of_two_leagues_are_no_pair(first: str, second: str) -> None:
    assert find_pair(first, second) is None


def test_the_league_says_which_pair_is_meant() -> None:
    found = find_pair("MIL", "DET", "NBA")
    assert found is not None
    assert (found.first.name, found.second.name, found.confidence) == ("Milwaukee Bucks", "Detroit Pistons", 0.95)


def test_what_a_name_may_mean_is_told() -> None:
    names = {team.name for team in team_candidates("Miami", sport="Basketball")}
    assert names == {"Miami Heat", "Miami (FL)", "Miami (OH)"}


def test_a_name_within_a_text_is_found_as_far_as_it_goes() -> None:
    words = ["Over", "4.5", "Points", "Golden", "State", "Warriors", "@", "NO", "Pelicans", "Live"]
    assert team_run(words, 3, 7) == (3, 6)
    assert team_run(words, 3, 9, last=True) == (7, 9)
    assert team_run(words, 0, 9) is None


def test_a_code_within_a_text_counts_in_capitals_only() -> None:
    assert team_run(["NO"], 0, 1) is not None
    assert team_run(["no"], 0, 1) is None
