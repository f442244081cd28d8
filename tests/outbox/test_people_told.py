"""People told by Telegram and mail: real servers that refuse, are busy, or take it, and each thing once."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from pikkit.outbox import Deliverer, EntryState, Item, Operation, open_outbox
from pikkit.outbox.lane import REFUSALS
from pikkit.outbox.sinks import sinks_of
from pikkit.settings import Settings
from tests.outbox.bot_api import TOKEN, Bot, bot_api


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between attempts are too short to wait for."""
    monkeypatch.setattr("pikkit.outbox.lane._FIRST_SECONDS", 0.0)


@pytest.fixture
def bot() -> Iterator[Bot]:
    with bot_api() as bot:
        yield bot


def delivered(settings: Settings, target: str, keys: str, steps: int) -> tuple[int, list[tuple[EntryState, str]]]:
    """How many messages arrived, and what became of each."""
    outbox = open_outbox(settings)
    told = {"alert": "ev", "title": "Worth it", "body": "Hull at 2.20", "kind": "success"}
    for key in keys:
        outbox.add([Item(target, "alert", "ann", key, Operation.APPEND, dict(told))])
    done = stepped(settings, steps)
    entries = [entry for state in EntryState for entry in outbox.list(state)]
    outbox.close()
    return done, [(entry.state, entry.error) for entry in entries]


def stepped(settings: Settings, steps: int) -> int:
    """How many messages a fresh process delivers."""
    outbox = open_outbox(settings)
    deliverer = Deliverer(outbox, sinks_of(settings))
    done = sum(deliverer.step() for _ in range(steps))
    deliverer.close()
    outbox.close()
    return done


def of_telegram(home: Path, bot: Bot, token: str = TOKEN) -> Settings:
    return Settings(home=home, store_url="", telegram_bot=token, telegram_server=bot.url)


def test_no_log_tells_the_bots_token(home: Path, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """The address that is called holds it, and HTTP libraries note what they call."""
    with caplog.at_level(logging.DEBUG):
        delivered(of_telegram(home, bot), "notify:telegram:42", "a", 2)
    assert len(bot.told) == 1
    assert TOKEN not in caplog.text


def test_telegram_is_told_once_though_it_was_busy_at_first(home: Path, bot: Bot) -> None:
    bot.busy = 2
    done, entries = delivered(of_telegram(home, bot), "notify:telegram:42", "ab", 6)
    assert (done, bot.told, bot.calls) == (2, [("42", "Worth it\nHull at 2.20")] * 2, 4)
    assert [state for state, _ in entries] == [EntryState.DONE, EntryState.DONE]


def test_a_token_that_is_refused_waits_and_the_sentence_does_not_tell_it(home: Path, bot: Bot) -> None:
    done, [(state, why)] = delivered(of_telegram(home, bot, "1:wrong"), "notify:telegram:42", "a", 3)
    assert (done, state) == (0, EntryState.PENDING)
    assert why == "Telegram does not take the token in PIKKIT_TELEGRAM_BOT: Unauthorized."
    assert (stepped(of_telegram(home, bot), 2), len(bot.told)) == (1, 1)


def test_a_chat_that_does_not_exist_is_dead_after_some_refusals(home: Path, bot: Bot) -> None:
    done, [(state, why)] = delivered(of_telegram(home, bot), "notify:telegram:7", "a", REFUSALS + 2)
    assert (done, state, bot.calls) == (0, EntryState.DEAD, REFUSALS)
    assert why == "Telegram refused it for 7: Bad Request: chat not found."


class Mails:
    """Keeps mails; ``answers`` are what it says to the first ones instead."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.kept: list[bytes] = []

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.kept.append(envelope.original_content or b"")
        return "250 kept"


class AnyPort(Controller):
    """A mail server on a free port."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def _is_ann(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=given.password == b"right", handled=False)


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")  # on loopback
@pytest.mark.parametrize("password", ["right", "wrong"])
def test_mail_is_told_once_and_a_refused_password_says_so(home: Path, password: str) -> None:
    mails = Mails("451 busy, come again")
    asking: dict[str, Any] = {"authenticator": _is_ann, "auth_require_tls": False, "auth_required": True}
    server = AnyPort(mails, hostname="127.0.0.1", port=0, **asking)
    server.start()
    try:
        port = server.port
        url = f"mailto://ann:{password}@127.0.0.1:{port}/?from=ann@example.org&mode=insecure"
        settings = Settings(home=home, store_url="", mail_server=url)
        done, entries = delivered(settings, "notify:email:bob@example.org", "a", 3)
    finally:
        server.stop()
    if password == "right":  # noqa: S105
        assert (done, len(mails.kept), entries) == (1, 1, [(EntryState.DONE, "")])
    else:
        assert (done, mails.kept, entries[0][0]) == (0, [], EntryState.PENDING)
        assert entries[0][1].startswith("The e-mail to bob@example.org was not taken: (535")
        assert "wrong" not in entries[0][1]
