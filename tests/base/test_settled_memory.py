"""How often a process looks for garbage."""

import gc
import subprocess
import sys

from pikkit.base.settled_memory import NEW_OBJECTS, look_seldom, settled_memory

ASK = """
import gc
from unittest import mock
from pikkit.cli import main
with mock.patch.object(main, "_run", lambda: 0):
    try:
        main.main()
    except SystemExit:
        print(gc.get_threshold()[0])
"""


def test_a_process_looks_for_garbage_seldom_and_still_finds_it() -> None:
    before = gc.get_threshold()
    try:
        look_seldom()
        assert gc.get_threshold() == (NEW_OBJECTS, *before[1:])
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)


def test_a_command_does() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [str(NEW_OBJECTS)]


def test_what_is_settled_is_looked_through_again_after_the_block() -> None:
    frozen = gc.get_freeze_count()
    with settled_memory():
        assert gc.get_freeze_count()
    assert gc.get_freeze_count() == frozen
