"""Known vulnerabilities of the pinned set, where a source of them can be had: ``python -m tests.advisories``."""

import subprocess
import sys

_COMMAND = ["pip-audit", "--strict", "--progress-spinner", "off", "--disable-pip", "--no-deps", "-r", "constraints.txt"]
_UNKNOWN = ("could not be audited", "ConnectionError", "ServiceError", "Failed to resolve", "timed out")
"""What pip-audit says if nobody tells it anything; strict, it stops at the first package it can learn nothing of."""


def main() -> None:
    """Ask; say so if nobody answers, which is no success.

    Raises:
        SystemExit: With the report, if there is a known vulnerability.
    """
    asked = subprocess.run(
        [sys.executable, "-m", "pip_audit", *_COMMAND[1:]], capture_output=True, text=True, check=False
    )
    said = asked.stdout + asked.stderr
    if asked.returncode == 0:
        sys.stdout.write("audit: no known vulnerability among the pinned packages\n")
    elif any(words in said for words in _UNKNOWN):
        sys.stdout.write("audit: NOT CHECKED for known vulnerabilities: no source of advisories answers here\n")
    else:
        sys.exit(said)


if __name__ == "__main__":
    main()
