"""What Envoy had counted as the traffic was last divided: a file of the home, so that any process may look next."""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pikkit.rollout.embedded.files import rollout_folder, write_document
from pikkit.rollout.request_counts import RequestCounts
from pikkit.settings import Settings


@dataclass(frozen=True)
class FirstCounts:
    """A reading.

    Attributes:
        pid: The serving process whose Envoy counted; another one's counters began anew.
        versions: Version to its counters then; a version that Envoy did not know is not in it.
    """

    pid: int = 0
    versions: dict[str, RequestCounts] = field(default_factory=dict)


_KIND = TypeAdapter(FirstCounts)


def read_first(settings: Settings) -> FirstCounts:
    """The last reading; an empty one without it."""
    try:
        return _KIND.validate_json(_file(settings).read_bytes())
    except (FileNotFoundError, ValidationError):
        return FirstCounts()


def write_first(settings: Settings, first: FirstCounts) -> None:
    """Keep a reading in place of the one before."""
    write_document(_file(settings), _KIND.dump_python(first, mode="json"))


def _file(settings: Settings) -> Path:
    return rollout_folder(settings) / f"{settings.model_name}.counted-before.json"
