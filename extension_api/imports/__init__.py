"""Uploaded exports: on the disk before the answer, imported in the background, however often the process dies."""

from pikkit.extension_api.imports.job import Job, JobState
from pikkit.extension_api.imports.queue import ImportQueue
from pikkit.extension_api.imports.quota import TooManyError

__all__ = ["ImportQueue", "Job", "JobState", "TooManyError"]
