"""``pikkit alerts``: what the settings' page does, and a test that says whether it arrived."""

from collections.abc import Iterator

import pytest

from tests.cli.conftest import Pikkit
from tests.outbox.bot_api import TOKEN, Bot, bot_api

NEW = ("alerts", "set", "--bettor", "ann", "--topic", "ev", "--channel", "telegram", "--least", "3", "--id", "a1")


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bot]:
    with bot_api() as bot:
        monkeypatch.setenv("PIKKIT_TELEGRAM_BOT", TOKEN)
        monkeypatch.setenv("PIKKIT_TELEGRAM_SERVER", bot.url)
        yield bot


def test_an_alert_is_kept_listed_tried_and_deleted(pikkit: Pikkit, bot: Bot) -> None:
    assert "captured prices worth +3 % or more, telegram to 42" in pikkit(*NEW, "--to", "42").out
    [row] = pikkit("alerts", "list", "--json").document["alerts"]
    assert (row["id"], row["least"], row["is_on"]) == ("a1", 0.03, True)
    assert "Taken by the telegram of 42." in pikkit("alerts", "test", "a1", "--bettor", "ann").out
    assert bot.told == [("42", "Pikkit: this alert works\nIt was sent by hand.")]
    pikkit("alerts", "delete", "a1", "--bettor", "ann")
    assert pikkit("alerts", "list", "--json").document == {"alerts": []}


def test_a_test_that_is_refused_says_why(pikkit: Pikkit, bot: Bot) -> None:
    pikkit(*NEW, "--to", "7")
    refused = pikkit("alerts", "test", "a1", "--bettor", "ann")
    assert (refused.code, refused.sentence) == (2, "Telegram refused it for 7: Bad Request: chat not found.")
    assert "no alert 'b'" in pikkit("alerts", "test", "b", "--bettor", "ann").err
    assert bot.told == []
