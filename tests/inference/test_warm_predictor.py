"""A predictor makes the tables that texts are read with before it says that it is ready, not while a bettor waits."""

import subprocess
import sys

from tests.servers import ROOT
from tests.trained import TrainedHome, process_environment

_SCRIPT = """
from pikkit.bets.bet_info.vocabulary import known_words
from pikkit.bets.teams.roster import meanings
from pikkit.scoring.serving_scorer import load_scorer
from pikkit.settings import get_settings

load_scorer(get_settings(), proven=True)
print(*(table.cache_info().currsize for table in (known_words, meanings)))
"""


def test_what_reads_a_selection_is_there_when_the_model_is_loaded(trained_home: TrainedHome) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        cwd=ROOT,
        env=process_environment(trained_home.home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["1", "1"], done.stderr
