"""Processes, looked at from outside."""

import psutil  # type: ignore[import-untyped]


def still_running(family: list[psutil.Process]) -> list[psutil.Process]:
    """Those that run; a zombie has ended, and waits for somebody to ask how."""
    return [member for member in family if _runs(member)]


def _runs(member: psutil.Process) -> bool:
    try:
        return bool(member.is_running() and member.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
