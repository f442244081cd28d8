"""What bettors chose, in every kind of store."""

from datetime import UTC, datetime

import pytest

from pikkit.base.errors import InputError
from pikkit.money.preferences import Preferences
from pikkit.money.preferences_kept import keep_preferences, preferences_from, preferences_of, read_preferences
from pikkit.store.money_tables import preferences
from pikkit.store.records import Records


def test_nothing_is_chosen_at_first_and_a_choice_replaces_the_one_before(records: Records) -> None:
    assert preferences_of(records, "ann") == Preferences()
    keep_preferences(records, "ann", Preferences(currency="EUR", unit_size=25))
    keep_preferences(records, "ann", Preferences(currency="USD"))
    assert read_preferences(records, "ann") == Preferences(currency="USD")
    assert read_preferences(records, "bob") == Preferences()


def test_where_a_bettor_chose_nothing_the_home_does_but_money_is_his_own(records: Records) -> None:
    keep_preferences(records, None, Preferences(currency="EUR", odds_format="american", unit_size=5))
    keep_preferences(records, "ann", Preferences(currency="USD"))
    assert preferences_of(records, "ann") == Preferences(currency="USD", odds_format="american")
    assert preferences_of(records, None).unit_size == 5


def test_a_value_that_came_in_past_us_is_no_choice(records: Records) -> None:
    row = {"bettor": "ann", "changed_at": datetime.now(UTC), "time_zone": "Mars/Olympus", "currency": "GBP"}
    records.put(preferences, [row])
    assert read_preferences(records, "ann") == Preferences(currency="GBP")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"odds_format": "roman"}, "odds_format: .*'decimal', 'american' or 'fractional'"),
        ({"time_zone": "Berlin"}, "time_zone: is no time zone; accepted: names such as Europe/Berlin"),
        ({"time_zone": "../../etc/passwd"}, "time_zone: is no time zone"),
        ({"currency": "euro"}, "currency: must be a currency's three letters, such as EUR"),
        ({"number_language": "xx"}, "number_language: is no language .* accepted: en, de"),
        ({"unit_size": "0"}, "unit_size: should be greater than 0"),
        ({"unit_size": "nan"}, "unit_size"),
        ({"unit_size": "1e400"}, "unit_size"),
        ({"starting_bankroll": "-5"}, "starting_bankroll: should be greater than or equal to 0"),
        ({"bankroll_from": "2026-02-30"}, "bankroll_from"),
        ({"bankroll_from": "2999-01-01"}, "bankroll_from: .*not in the future"),
        ({"colour": "red"}, "colour: is not known; the fields are odds_format"),
    ],
)
def test_what_is_none_is_refused_with_a_sentence(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        preferences_from(given)
    assert preferences_from(dict.fromkeys(given, "")) == Preferences() if "colour" not in given else True
