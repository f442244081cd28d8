"""Legs that are not understood at first: read in another order of words, or said less of."""

import pytest

from pikkit.bets.bet_info.parse import leg_fields
from pikkit.bets.bet_info.second_look import second_look
from pikkit.bets.bet_info.wordings import in_other_words
from pikkit.bets.bet_info.words import read_words


@pytest.mark.parametrize(
    "text",
    [
        "Cowboys +3 & Under 48 DAL Cowboys @ WAS Commanders",
        "Verona Win or Over 2.5 Goals Verona - Lecce",
        "Parma & Empoli Both To Receive 2+ Cards Parma v Empoli",
        "Will either team win by 20 or more? Yes Orlando Magic at Charlotte Hornets",
        "Iva Petkova Win 1st Set & Win Match Iva Petkova v Greta Nyman",
    ],
)
def test_what_is_not_one_bet_has_no_market_side_or_line(text: str) -> None:
    leg = leg_fields(text)
    assert (leg.market, leg.side, leg.line) == (None, None, None)


def test_a_sure_line_survives_a_name_that_is_none() -> None:
    leg = leg_fields("Either Team Under 24.5 Points Collingwood v Essendon")
    assert (leg.market, leg.side, leg.line, leg.subject) == (None, "under", 24.5, None)


@pytest.mark.parametrize("team", ["Dag and Red", "Queen of Sth"])
def test_a_side_of_the_game_is_a_name_whatever_its_words(team: str) -> None:
    leg = leg_fields(f"{team} Moneyline {team} vs. York")
    assert (leg.market, leg.side, leg.subject) == ("moneyline", "home", team)


def test_a_leg_without_doubt_is_read_once() -> None:
    leg = leg_fields("Arsenal Moneyline Arsenal vs. Everton")
    assert second_look(leg.raw, leg, pytest.fail) is leg


@pytest.mark.parametrize(
    "text", ["Over 4.5 Tore Reginsen Shots Molde vs Brann", "Toronto Puckline +1.5 TOR Maple Leafs @ MTL Canadiens"]
)
def test_names_are_not_translated(text: str) -> None:
    words = read_words(text)
    assert in_other_words(text, words.folded) == text
