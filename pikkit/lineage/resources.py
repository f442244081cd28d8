"""What the process of a step has used by now."""

import resource
import sys

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes of getrusage's ru_maxrss (getrusage(2))."""


def resources_used() -> dict[str, str]:
    """CPU seconds (user and system) and the most memory ever resident (MiB), of this process and its ended children."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    peak = max(usage.ru_maxrss for usage in usages) * _UNIT
    return {"cpu_seconds": f"{seconds:.1f}", "peak_memory_mib": str(peak >> 20)}
