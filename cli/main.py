"""The entry point: run the command, and end with a sentence and an exit code, whatever happens."""

import os
import sys

from pikkit.base.pod_process import heed_sigterm
from pikkit.base.process_variables import keep_to_installed_modules, share_cores
from pikkit.base.settled_memory import look_seldom
from pikkit.cli.app import app
from pikkit.cli.failures import report_failure
from pikkit.cli.output import say
from pikkit.embedded.stopping import Stopped


def main() -> None:
    """Run ``pikkit`` on the process's arguments and leave.

    Exit codes: 0 done, 1 failed for a reason nobody foresaw, 2 what was given cannot be used, 130 interrupted.
    """
    heed_sigterm()
    keep_to_installed_modules()
    share_cores()
    look_seldom()
    sys.exit(_run())


def _run() -> int:
    try:
        app(prog_name="pikkit")  # leaves by SystemExit, also for a usage error
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (KeyboardInterrupt, Stopped):
        say("Interrupted.", err=True)
        return 130
    except Exception as error:  # the process's border: a traceback is no answer
        return report_failure(error)
    return 0


if __name__ == "__main__":
    main()
