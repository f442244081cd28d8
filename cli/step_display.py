"""What is going on, on stderr: a spinner a step on a terminal, plain lines elsewhere."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pikkit.base.steps import Step, Steps

if TYPE_CHECKING:
    from rich.status import Status


def make_steps(total: int) -> Steps:
    """Steps numbered up to ``total``, for whatever stderr is."""
    if sys.stderr.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}:
        return _LiveSteps(total)
    return _PlainSteps(total)


class _Numbered:
    """Counts the steps and times them."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._begun = 0

    def begin(self, title: str) -> str:
        self._begun += 1
        return f"[{self._begun}/{self._total}] {title}"


def _ended(title: str, step: Step, begun: float) -> str:
    said = f"{title}: {step.result}" if step.result else title
    return f"{said} ({time.monotonic() - begun:.1f} s)"


class _PlainStep:
    def __init__(self) -> None:
        self.result = ""

    def update(self, text: str) -> None:
        """Nothing: a log wants lines, not a picture."""

    def note(self, text: str) -> None:
        typer.echo(f"      {text}", err=True)


class _PlainSteps:
    def __init__(self, total: int) -> None:
        self._numbers = _Numbered(total)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        title = self._numbers.begin(title)
        begun, step = time.monotonic(), _PlainStep()
        typer.echo(f"{title} …", err=True)
        try:
            yield step
        except BaseException:
            typer.echo(f"{title}: failed after {time.monotonic() - begun:.1f} s", err=True)
            raise
        typer.echo(_ended(title, step, begun), err=True)


class _LiveStep:
    def __init__(self, title: str, status: "Status") -> None:
        self.result = ""
        self._title = title
        self._status = status

    def update(self, text: str) -> None:
        self._status.update(_plain(f"{self._title} – {text}"))

    def note(self, text: str) -> None:
        self._status.console.print(_plain(f"  {text}"), style="dim")


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
            with self._console.status(_plain(title)) as status:
                step = _LiveStep(title, status)
                yield step
        except BaseException:
            self._console.print(f"[red]✗[/red] {_plain(title)}")
            raise
        self._console.print(f"[green]✓[/green] {_plain(_ended(title, step, begun))}")


def _plain(text: str) -> str:
    """Text in which rich reads no markup."""
    from rich.markup import escape

    return escape(text)
