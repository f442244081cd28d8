"""A local run's log, line by line, with the step that each line is of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COLOUR = re.compile(r"\x1b\[\d+m")
STARTED = re.compile(r"Executing task '(?P<task>.+)'")
ENDED = re.compile(r"Task '(?P<task>.+)' finished with status (?P<status>\w+)")
_RUN_ENDED = re.compile(r"Pipeline '.+' finished with status (?P<status>\w+)")
_LOGGED = re.compile(r"^\d\d:\d\d:\d\d\.\d{3} - [A-Z]+ - ")
"""How kfp's local runner begins the lines of its own."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A line of a log.

    Attributes:
        step: The task it is of; empty for the run's own.
        text: The line, without colours.
        begins: Whether the task begins with it.
        status: The status that it ends with, in kfp's words; empty for other lines.
    """

    step: str
    text: str
    begins: bool = False
    status: str = ""


def lines_by_step(log: Path) -> Iterator[StepLine]:
    """The lines of a log; those of steps that run side by side are told of each of them."""
    under_way: list[str] = []
    with log.open(encoding="utf-8", errors="replace") as file:
        for raw in file:
            text = COLOUR.sub("", raw.rstrip("\n"))
            words = _LOGGED.sub("", text)
            if words != text and (marked := _marked(words, text)):
                if marked.begins:
                    under_way.append(marked.step)
                elif marked.step in under_way:
                    under_way.remove(marked.step)
                yield marked
                continue
            yield from (StepLine(step, text.removeprefix("    ")) for step in dict.fromkeys(under_way) or ("",))


def _marked(said: str, text: str) -> StepLine | None:
    if match := STARTED.fullmatch(said):
        return StepLine(match["task"], text, begins=True)
    if match := ENDED.fullmatch(said):
        return StepLine(match["task"], text, status=match["status"])
    match = _RUN_ENDED.fullmatch(said)
    return StepLine("", text, status=match["status"]) if match else None
