"""A leg that is told by another that is alike is read as its own words say."""

import pytest

from pikkit.bets.bet_info.parse import leg_fields, word_by_word
from pikkit.bets.bet_info.second_look import second_look
from tests.bets.test_own_legs import FRESH, LEGS

TEAMS = ("Lens", "Nice", "Real Sociedad", "Sp Braga", "Kasatkina D.", "Ein Frankfurt", "St Mirren", "Aces", "Inter",
         "Boston Celtics", "New York Knicks", "Total Network", "Half Moon Bay", "Orlando City", "L. Able", "Draw",
         "O'Higgins", "Mainz 05", "Under", "Will", "Milan Milan", "FC Porto", "Man Utd", "Arsenal", "Vs")  # fmt: skip
PLAYERS = ("Ann Able", "Bo Bell", "Jonas Points", "Boston Reed", "Aces Wild", "Will Over", "Ann Ann", "Kawhi Nyk",
           "Jo Lens", "De Vries", "Luka Van", "Al Ii", "Cole Draw", "Max Half", "Tim Hits")  # fmt: skip
GAMES = ("{} @ {}", "{} vs. {}")
OF_TEAMS = ("{0} Moneyline {game}", "{1} Moneyline {game}", "Draw Moneyline {game}", "{0} -1.5 Spread {game}",
            "{1} +3 Spread {game}", "{1} 7.5 Spread {game}", "Over 2.5 Total {game}", "Under 2.25 Total {game}",
            "{0} Over 1.5 Total {game}", "{0} Total {game}", "{0} +0 Spread {game}", "Over Total {game}",
            "{0} -110 Moneyline {game}", "{0} Moneyline {game} Live", "{0} Moneyline Parlay {game}")  # fmt: skip
OF_PLAYERS = ("Over 4.5 {} Points NYK @ BKN", "More 4.5 {} Pts + Rebs LAL vs DEN", "{} 25+ Points NYK @ BKN",
              "{} Over 0.5 Goals Lens vs. Nice", "Under 1.5 {} Junior Hits NYY @ BOS",
              "{} Anytime Goalscorer Lens v Nice", "Over 1.5 {} Sets {} vs Bo Bell",
              "Less 3.5 {} (NYK) Assists NYK @ BKN", "{} Over 22.5 Points",
              "Over 1.5 {} Shots {} FC vs. Nice", "Over 5.5 {} + Bo Bell Points NYK @ BKN")  # fmt: skip


def own(text: str) -> tuple[object, object]:
    """The leg as it is read, and as its own words say."""
    return leg_fields(text), second_look(text, word_by_word(text), word_by_word)


@pytest.mark.parametrize("form", OF_TEAMS)
def test_teams_of_any_name_are_read_as_they_stand(form: str) -> None:
    for game in GAMES:
        for one in TEAMS:
            for other in TEAMS[::3]:
                read, by_words = own(form.format(one, other, game=game.format(one, other)))
                assert read == by_words


@pytest.mark.parametrize("form", OF_PLAYERS)
def test_players_of_any_name_are_read_as_they_stand(form: str) -> None:
    for player in PLAYERS:
        read, by_words = own(form.format(player, player))
        assert read == by_words


def test_judged_legs_are_read_as_their_own_words_say() -> None:
    pairs = [own(row["text"]) for row in LEGS + FRESH]
    assert [read for read, by_words in pairs if read != by_words] == []
