"""A step on sample data: the exports are made up, and the steps that its inputs come from are run first."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kfp import dsl

from pikkit.components.catalogue import Port, entry
from pikkit.components.example_feed import example_feed

BETS = 1500
_MADE_BY = {
    "bets": "ingest",
    "report": "validate",
    "features": "build_features",
    "recipe": "tune",
    "blend": "ensemble",
    "bundle": "calibrate",
    "evaluation": "evaluate",
    "run_report": "report",
    "drift": "check_drift",
    "decision": "decide_retraining",
}
_STATUS = "PipelineTaskFinalStatus"
_NEEDS_MODEL = frozenset({"check_drift", "refresh_baseline"})
"""Steps that read the version that serves, which `register` makes."""
_SMALL = {"trials": 1, "seconds": 20.0, "workers": 2}
"""Arguments of an example, where the usual ones take minutes."""


def run_example(name: str) -> dict[str, Any]:
    """Run a step in a home of its own, which is removed; returns the metadata of what it wrote, by port."""
    from pikkit.sample import SampleConfig, generate_sample, write_exports
    from pikkit.settings import get_settings

    with TemporaryDirectory() as folder, example_feed() as feed:
        home = Path(folder)
        write_exports(generate_sample(SampleConfig(bets=BETS, bettors=3, bad_share=0)), home / "exports")
        os.environ |= {"PIKKIT_HOME": str(home / "home"), **feed}
        get_settings.cache_clear()
        return _Example(home).run(name)


def steps_before(name: str) -> list[str]:
    """The steps that are run first, in their order: those whose outputs it reads, and theirs."""
    described = entry(name)
    artifacts = [port for port in described.ports if port.is_argument and port.is_artifact]
    read = [port for port in artifacts if not port.is_output and port.kind != _STATUS]
    makers = ["tune" if port.many else _MADE_BY[port.name] for port in read]
    direct = [*(["register"] if name in _NEEDS_MODEL else []), *makers]
    return list(dict.fromkeys(step for maker in direct for step in (*steps_before(maker), maker)))


class _Example:
    """Runs each step once; what it wrote is what the next ones read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[str, dict[str, Any]] = {}

    def run(self, name: str) -> dict[str, Any]:
        """The step's outputs: metadata of artifacts, or what it returned."""
        for step in (*steps_before(name), name):
            self._run_step(step)
        return {port: getattr(written, "metadata", written) for port, written in self._written[name].items()}

    def _run_step(self, name: str) -> None:
        described = entry(name)
        given = {port.name: self._value(name, port) for port in described.ports if port.is_argument}
        answer = described.component.python_func(**given)
        outputs = [port for port in described.ports if port.is_output]
        self._written[name] = {port.name: given.get(port.name, answer) for port in outputs}

    def _value(self, step: str, port: Port) -> Any:
        if port.kind == _STATUS:
            return dsl.PipelineTaskFinalStatus("FAILED", "example", "exit-handler-1", None, "An example of a failure.")
        if not port.is_artifact:
            exports = str(self._folder / "exports") if port.name == "bets_path" else port.default
            return _SMALL.get(port.name, exports)
        if port.is_output:
            (self._folder / step).mkdir(exist_ok=True)
            return getattr(dsl, port.kind)(name=port.name, uri=str(self._folder / step / port.name), metadata={})
        if port.many:
            return [self._written["tune"]["recipe"]]
        return self._written[_MADE_BY[port.name]][port.name]
