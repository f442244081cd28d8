"""A server that speaks as much of Telegram's Bot API as one who sends messages hears of it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 (the one of Telegram's documentation)


@dataclass
class Bot:
    """What its chats were sent; ``busy`` are how many calls are asked to wait first, ``chats`` those it knows."""

    url: str = ""
    busy: int = 0
    chats: set[str] = field(default_factory=lambda: {"42"})
    calls: int = 0
    told: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        """The status and body of a call, as core.telegram.org/bots/api#making-requests has them."""
        self.calls += 1
        if path != f"/bot{TOKEN}/sendMessage":
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        if self.busy:
            self.busy -= 1
            said = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
            return 429, {**said, "parameters": {"retry_after": 1}}
        if asked["chat_id"] not in self.chats:
            return 400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
        self.told.append((asked["chat_id"], asked["text"]))
        return 200, {"ok": True, "result": {"message_id": len(self.told)}}


@contextmanager
def bot_api() -> Iterator[Bot]:
    """The server on loopback."""
    bot = Bot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, said = bot.answer(self.path, asked)
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        bot.url = f"http://127.0.0.1:{server.server_port}"
        yield bot
        server.shutdown()
        thread.join()
