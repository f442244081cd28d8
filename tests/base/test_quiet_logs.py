"""What is quiet stays so until nobody asks for it any more."""

import logging

from pikkit.base.quiet_logs import quiet_logs


def test_a_block_that_ends_first_gives_nothing_away_and_the_last_puts_the_level_back() -> None:
    logger = logging.getLogger("tests.quiet")
    logger.setLevel(logging.DEBUG)
    one, other = quiet_logs("tests.quiet"), quiet_logs("tests.quiet")
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert not logger.isEnabledFor(logging.INFO)
    other.__exit__(None, None, None)
    assert logger.level == logging.DEBUG
