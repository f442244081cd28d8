"""Long work that somebody asked for on the dashboard: a command of ours as a process, followed to its end."""

import threading
import time
from textwrap import dedent

from pikkit.embedded.child import REFUSED, Child, start_child
from pikkit.embedded.work import Work, WorkBoard, WorkKind, WorkState
from pikkit.embedded.work.work import DASHBOARD
from pikkit.settings import Settings

_LOOK_SECONDS = 0.3
_COMMANDS = {WorkKind.TRAIN: ["train"], WorkKind.DRIFT: ["drift", "check"]}
_DRIFTED = 3
"""Exit code of a check that found drift, which is an answer and no failure."""


class Working:
    """Starts work and follows it. Threads may share it.

    Args:
        settings: The home's.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.board = WorkBoard(settings)

    def start(self, kind: WorkKind) -> None:
        """Begin; it goes on in the background.

        Raises:
            WorkUnderWayError: Something is under way already.
        """
        begun, failed = threading.Event(), list[Exception]()
        thread = threading.Thread(target=self._run, args=(kind, begun, failed), name=f"work {kind}", daemon=True)
        thread.start()
        begun.wait()
        if failed:
            raise failed[0]

    def _run(self, kind: WorkKind, begun: threading.Event, failed: list[Exception]) -> None:
        try:
            with self.board.hold(kind, DASHBOARD) as work:
                child = start_child(f"dashboard-{kind}", "pikkit.cli.main", _COMMANDS[kind], self._settings, piped=True)
                begun.set()
                try:
                    self._follow(child, work)
                finally:
                    child.stop()
        except Exception as error:
            failed.append(error)
        finally:
            begun.set()

    def _follow(self, child: Child, work: Work) -> None:
        """Tell the lines of a process until it ends or is not wanted any more."""
        place = child.begun
        while not child.ended:
            place = self._tell_from(child, place)
            if self.board.is_cancelled():
                work.state, work.said = WorkState.CANCELLED, "Cancelled on the dashboard; what served goes on serving."
                child.stop()
                return
            time.sleep(_LOOK_SECONDS)
        self._tell_from(child, place)
        work.state, work.said = _ended(child)

    def _tell_from(self, child: Child, place: int) -> int:
        with child.log.open("rb") as stream:
            stream.seek(place)
            text = stream.read()
        whole = text[: text.rfind(b"\n") + 1]
        for line in whole.decode("utf-8", errors="replace").splitlines():
            self.board.tell(line)
        return place + len(whole)


def _ended(child: Child) -> tuple[WorkState, str]:
    output = child.process.stdout.read() if child.process.stdout else ""
    if child.process.returncode in {0, _DRIFTED}:
        return WorkState.DONE, dedent(output).strip()
    return WorkState.REFUSED if child.process.returncode == REFUSED else WorkState.FAILED, str(child.failure())
