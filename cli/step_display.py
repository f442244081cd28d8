"""What is going on, on stderr: a spinner a step on a terminal, plain lines elsewhere."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from pikkit.base.progress import Tell, silent
from pikkit.base.steps import Step, Steps
from pikkit.base.terminal_text import terminal_text
from pikkit.cli.output import say

QUIET_SECONDS = 10.0
"""How long a log says nothing of a step that tells how far it is."""


@contextmanager
def waiting(title: str) -> Iterator[Tell]:
    """Say on a terminal what is waited for, for how long, and what is done as it is told; elsewhere nothing."""
    if not _live():
        yield silent
        return
    with _Spinner(title) as spinner:
        yield lambda done, total, parts: spinner.update(f"{title} – {done} of {total} {parts}")


def make_steps(total: int) -> Steps:
    """Steps numbered up to ``total``, for whatever stderr is."""
    return _LiveSteps(total) if _live() else _PlainSteps(total)


def _live() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}


class _Numbered:
    """Counts the steps and times them."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._begun = 0

    def begin(self, title: str) -> str:
        self._begun += 1
        return f"[{self._begun}/{self._total}] {title}"


def _ended(title: str, step: Step, begun: float) -> str:
    sentence = f"{title}: {step.result}" if step.result else title
    return f"{sentence} ({time.monotonic() - begun:.1f} s)"


class _PlainStep:
    def __init__(self) -> None:
        self.result = ""
        self._told = time.monotonic()

    def update(self, text: str) -> None:
        """A line now and then: a log wants lines, not a picture."""
        if time.monotonic() - self._told >= QUIET_SECONDS:
            self._told = time.monotonic()
            say(f"      {text}", err=True)

    def note(self, text: str) -> None:
        say(f"      {text}", err=True)


class _PlainSteps:
    def __init__(self, total: int) -> None:
        self._numbers = _Numbered(total)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        title = self._numbers.begin(title)
        begun, step = time.monotonic(), _PlainStep()
        say(f"{title} …", err=True)
        try:
            yield step
        except BaseException:
            say(f"{title}: failed after {time.monotonic() - begun:.1f} s", err=True)
            raise
        say(_ended(title, step, begun), err=True)


class _Spinner:
    """What is going on and for how long; gone when the block ends."""

    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self.console = Console(stderr=True, highlight=False)
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        self._progress = Progress(*columns, console=self.console, transient=True)
        self._task = self._progress.add_task(title, total=None)

    def update(self, text: str) -> None:
        self._progress.update(self._task, description=terminal_text(text))

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


class _LiveStep:
    def __init__(self, title: str, spinner: _Spinner) -> None:
        self.result = ""
        self._title = title
        self._spinner = spinner

    def update(self, text: str) -> None:
        self._spinner.update(f"{self._title} – {text}")

    def note(self, text: str) -> None:
        self._spinner.console.print(_plain(f"  {text}"), style="dim")


class _LiveSteps:
    def __init__(self, total: int) -> None:
        from rich.console import Console

        self._numbers = _Numbered(total)
        self._console = Console(stderr=True, highlight=False)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        title = self._numbers.begin(title)
        begun = time.monotonic()
        try:
            with _Spinner(title) as spinner:
                step = _LiveStep(title, spinner)
                yield step
        except BaseException:
            self._console.print(f"[red]✗[/red] {_plain(title)}")
            raise
        self._console.print(f"[green]✓[/green] {_plain(_ended(title, step, begun))}")


def _plain(text: str) -> str:
    """Text in which rich reads no markup."""
    from rich.markup import escape

    return escape(terminal_text(text))
