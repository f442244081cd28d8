"""Which bets a run is about."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pikkit.base.steps import Step
from pikkit.cli.output import count
from pikkit.embedded.handover import Handover
from pikkit.home import Home, own_home, sample_home
from pikkit.settings import Settings

_EFFORT = ("tuning_trials", "tuning_seconds", "predictor_port", "host")


@dataclass(frozen=True)
class ChosenBets:
    """The home to work in, and what to import into it.

    Attributes:
        settings: Those of the home.
        exports: What to import; None if the store's bets are what is wanted.
        sample: Whether they are the bundled sample.
        bettor: Whose bets they are; None if the files are named after him.
        shown: Told of the dashboard's address as soon as it answers.
        handover: Where the exports came from, if they were uploaded to the sample; forgotten when they are imported.
    """

    settings: Settings
    exports: Path | None
    sample: bool
    bettor: str | None = None
    shown: Callable[[str], object] = lambda _address: None
    handover: Handover | None = None

    @property
    def words(self) -> str:
        """Whose bets they are."""
        return "the bundled sample" if self.sample else "your bets"

    def with_settings(self, asked: Mapping[str, object]) -> "ChosenBets":
        """The same with other settings; None leaves a setting as it is."""
        given = {name: value for name, value in asked.items() if value is not None}
        return replace(self, settings=self.settings.model_copy(update=given))

    def handed(self, bets: Handover, port: int | None) -> "ChosenBets":
        """A run about bets that were uploaded to the sample: in one's own home, at the same port."""
        effort = {name: getattr(self.settings, name) for name in _EFFORT} | {"api_port": port}
        own = ChosenBets(own_home().settings, bets.file, sample=False, bettor=bets.bettor, handover=bets)
        return own.with_settings(effort)


def choose_bets(bets: Path | None, *, sample: bool) -> ChosenBets:
    """The given exports; else what you have imported; else, or if it is asked for, the bundled sample."""
    own = own_home().settings
    if bets:
        return ChosenBets(own, bets, sample=False)
    if not sample and Home(own).has_bets():
        return ChosenBets(own, None, sample=False)
    settings = sample_home(own).settings
    return ChosenBets(settings, settings.resolved_home / "exports", sample=True)


def make_sample(folder: Path, step: Step) -> None:
    """Write the sample's exports, unless they are there; the folder is whole or not there."""
    if folder.is_dir():
        step.result = f"{folder} is there"
        return
    from pikkit.sample import SampleConfig, generate_sample, write_exports

    config = SampleConfig()
    unfinished = folder.with_name(f".{folder.name}")
    shutil.rmtree(unfinished, ignore_errors=True)
    files = write_exports(generate_sample(config), unfinished)
    unfinished.rename(folder)
    step.result = f"{count(config.bets, 'bet')} of {count(len(files), 'made-up bettor')}"
