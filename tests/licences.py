"""The licences of what is installed, as its metadata tells them; ``python -m tests.licences`` counts them."""

import re
import sys
from collections import Counter
from importlib.metadata import Distribution, distributions

ALLOWED = {
    *("MIT", "MIT-0", "MIT-CMU", "ISC", "0BSD", "BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "Zlib", "CC0-1.0"),
    *("PSF-2.0", "Unlicense", "ZPL-2.1"),
    "MPL-2.0",  # of files: asks for the source of changed files of theirs, and we change none
    "LGPL-3.0-only",  # psycopg: imported as a library that anybody may replace
}
SAID_ELSEWHERE = {
    "huey": "MIT",  # the file LICENSE beside its code
    "axe-playwright-python": "MIT",  # the same; the axe-core it ships is MPL-2.0
    "skops": "MIT",  # "OSI Approved" alone in its metadata; LICENSE says MIT
}
"""Of those whose metadata names none, where it was read."""
_OURS = {"pikkit"}
_CALLED = {
    r"MIT License": "MIT",
    r"Apache (Software License|2\.0)|Apache License,? Version 2\.0": "Apache-2.0",
    r"3-Clause BSD License": "BSD-3-Clause",
    r"BSD License": "BSD",
    r"Python Software Foundation License": "PSF-2.0",
    r"Mozilla Public License 2\.0 \(MPL 2\.0\)": "MPL-2.0",
    r"ISC License \(ISCL\)": "ISC",
    r"Zope Public License": "ZPL-2.1",
    r"The Unlicense \(Unlicense\)": "Unlicense",
}


def licences() -> dict[str, str]:
    """The licence of every installed package but ours, as an SPDX expression; "" where none is told."""
    named = {found.metadata["Name"].lower(): found for found in distributions()}
    return {name: SAID_ELSEWHERE.get(name) or _licence(found) for name, found in named.items() if name not in _OURS}


def is_allowed(expression: str) -> bool:
    """Whether one may take it: all of what AND joins, one of what OR joins."""
    for inner in re.findall(r"\(([^()]*)\)", expression):
        expression = expression.replace(f"({inner})", "MIT" if is_allowed(inner) else "refused")
    ways = [[term.strip() for term in way.split(" AND ")] for way in expression.split(" OR ")]
    return any(all(term in ALLOWED for term in way) for way in ways)


def _licence(found: Distribution) -> str:
    told = found.metadata
    if "License-Expression" in told:
        return str(told["License-Expression"])
    kinds = [
        line.rpartition("::")[2].strip() for line in told.get_all("Classifier") or [] if line.startswith("License")
    ]
    kinds = [kind for kind in kinds if kind not in {"OSI Approved", "DFSG approved"}]
    text = " OR ".join(kinds) or "".join(told.get_all("License") or []).strip().split("\n")[0][:80]
    for words, name in _CALLED.items():
        text = re.sub(words, name, text)
    return text


def main() -> None:
    """Say how often each occurs, and which are not allowed.

    Raises:
        SystemExit: There is one of those.
    """
    found = licences()
    for licence, count in Counter(found.values()).most_common():
        sys.stdout.write(f"{count:>5} {licence}\n")
    refused = [f"{name} ({licence or 'none told'})" for name, licence in found.items() if not is_allowed(licence)]
    sys.exit(f"audit: not allowed by tests/licences.py: {', '.join(refused)}" if refused else None)


if __name__ == "__main__":
    main()
