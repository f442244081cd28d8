"""Why a step failed, from the last lines it wrote: a sentence if it meant to fail, a hint if it did not."""

import re
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from pikkit.base.errors import InputError, NotReadyError
from pikkit.pipelines.step_client import ENDED_BY

REFUSED = 2
BROKEN = 1

_TRACEBACK = "Traceback (most recent call last):"
_RAISED = re.compile(r"(?P<module>[\w.]+)\.(?P<name>\w+): (?P<message>.+)")
_ENDED = re.compile(re.escape(ENDED_BY) + r"(?P<number>\d+)")
_SHELL_LINES = 5
"""Among so many last lines a shell says that a signal ended what it waited for."""
_BUILT_IN = re.compile(r"(?P<name>[A-Z]\w+)(: .*)?")


@dataclass(frozen=True)
class StepFailure:
    """A sentence, and the exit code that goes with it: 2 for what a user can mend, 1 for what nobody expected."""

    sentence: str
    code: int


def step_failure(step: str, lines: Iterable[str]) -> StepFailure:
    """What the traceback at the end of a step's output says.

    Args:
        step: Its name.
        lines: The last lines it wrote.
    """
    texts = [line.strip() for line in lines]
    if number := _ended_by(texts):
        return StepFailure(f"The step {step} was ended by {_signal_words(number)}.", BROKEN)
    last = max((n for n, line in enumerate(texts) if line == _TRACEBACK), default=None)
    if last is None:
        return StepFailure(f"The step {step} ended without saying why; it may have been killed.", BROKEN)
    for line in reversed(texts[last:]):
        if (raised := _RAISED.fullmatch(line)) and _is_refusal(raised["module"], raised["name"]):
            return StepFailure(raised["message"], REFUSED)
    return StepFailure(f"The step {step} failed unexpectedly: {_last_error(texts[last:])}", BROKEN)


def _ended_by(lines: list[str]) -> int:
    """The signal that ended a step, as its client says, or the shell that waited for it; 0 if none did."""
    for line in reversed(lines):
        if ended := _ENDED.fullmatch(line):
            return int(ended["number"])
    names = {signal.strsignal(number): int(number) for number in signal.valid_signals()}
    last = list(filter(None, lines))[-_SHELL_LINES:]
    return next((names[line] for line in map(_without_core, reversed(last)) if line in names), 0)


def _without_core(line: str) -> str:
    return line.removesuffix(" (core dumped)")


def _signal_words(number: int) -> str:
    """A signal by number and name, and what sends it where nobody meant to."""
    hint = "; that is also what ends a process for which memory runs out" if number == signal.SIGKILL else ""
    return f"signal {number} ({signal.strsignal(number)}){hint}"


def _is_refusal(module: str, name: str) -> bool:
    """Whether it is one of our errors that are sentences."""
    if not module.startswith("pikkit."):
        return False
    raised = getattr(import_module(module), name, None)
    return isinstance(raised, type) and issubclass(raised, InputError | NotReadyError)


def _last_error(lines: list[str]) -> str:
    for line in reversed(lines):
        if _RAISED.fullmatch(line) or _BUILT_IN.fullmatch(line):
            return line
    return "the log says more."
