"""wrk, and what it says (https://github.com/wg/wrk; ``apt-get install wrk``)."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = """
local bodies, at = {}, 0
for line in io.lines("BODIES") do bodies[#bodies + 1] = line end
request = function()
  at = at % #bodies + 1
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, bodies[at])
end
"""
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What came of a load.

    Attributes:
        rate: Requests answered a second.
        p50, p99: Of the time an answer took, ms.
        failed: Answers that were none of success, and connections that broke.
        answered: Requests that were answered, with success or without.
    """

    rate: float
    p50: float
    p99: float
    failed: int
    answered: int


def command(url: str, connections: int, seconds: float, script: Path) -> list[str]:
    """How wrk is called, on one thread: the server needs the other core.

    Raises:
        SystemExit: wrk is not installed.
    """
    if shutil.which("wrk") is None:
        raise SystemExit("This needs wrk: apt-get install wrk")
    options = ["-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "10s", "--latency", "-s", str(script)]
    return ["wrk", *options, url]


def write_script(folder: Path, bodies: Sequence[bytes]) -> Path:
    """A script that posts these bodies in turns."""
    lines, script = folder / "bodies.txt", folder / "post.lua"
    lines.write_bytes(b"\n".join(bodies) + b"\n")
    script.write_text(SCRIPT.replace("BODIES", str(lines)))
    return script


def read_load(said: str) -> Load:
    """Read what wrk printed."""
    rate = float(_found(r"Requests/sec:\s+([\d.]+)", said)[0])
    percentiles = [_found(rf"{percent}%\s+([\d.]+)(us|ms|s|m)", said) for percent in (50, 99)]
    p50, p99 = (float(number) * MILLISECONDS[unit] for number, unit in percentiles)
    broken = re.search(r"Socket errors: (.*)", said)
    failed = sum(map(int, re.findall(r"\d+", broken[1]))) if broken else 0
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    answered = int(_found(r"(\d+) requests in", said)[0])
    return Load(rate, p50, p99, failed + (int(refused[1]) if refused else 0), answered)


def put_load(url: str, connections: int, seconds: float, script: Path) -> Load:
    """Put load on a server."""
    asked = command(url, connections, seconds, script)
    return read_load(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)


def _found(pattern: str, text: str) -> tuple[str, ...]:
    match = re.search(pattern, text)
    if not match:
        raise SystemExit(f"wrk said nothing like {pattern!r}:\n{text}")
    return match.groups()
